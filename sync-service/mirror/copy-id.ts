import { createHash } from "node:crypto";

/**
 * The id of the copy in Linear of a Jira comment or file, which takes ids made by clients if they look like random UUIDs:
 *
 *     sssssssss-ssss-4sss-vsss-ssmmmmmmmmmmmmmm      s: seal, 15 digits;  m: masked name, 14 digits
 *
 * The name is the original's number (below 2^48) and the incarnation; the seal is a hash over it, the workspace
 * and the Linear issue; the mask is a hash of the seal. So the same original always gets the same id, which
 * makes a repeated creation harmless, and an id tells by itself what it is the copy of: no database
 * is needed for it, and no text that a person writes can look like it.
 */
interface CopyName {
  /** Jira's id of the original. */
  original: string;
  incarnation: number;
}

const NAME_DIGITS = 14;
const SEAL_DIGITS = 15;
const INCARNATIONS = 256;
const HIGHEST = 2 ** 48;

/** Where the copy is. */
export interface CopyPlace {
  kind: "comment" | "file";
  workspace: string;
  /** The Linear issue. */
  issue: string;
}

export function copyId(place: CopyPlace, { original, incarnation }: CopyName): string {
  const number = Number(original);
  if (!/^\d+$/.test(original) || number >= HIGHEST) {
    throw new Error(`Jira names a ${place.kind} "${original}", which is not a number as its ids are`);
  }
  const name = BigInt(number) * BigInt(INCARNATIONS) + BigInt(incarnation % INCARNATIONS);
  const seal = sealOf(place, name);
  const masked = (name ^ maskOf(seal)).toString(16).padStart(NAME_DIGITS, "0");
  const digits = seal + masked;
  const variant = "89ab".charAt(Number.parseInt(seal.charAt(0), 16) % 4);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(12, 15)}`,
    `${variant}${digits.slice(15, 18)}`,
    `${digits.slice(18, 29)}${seal.charAt(0)}`,
  ].join("-");
}

/** What this is the copy of; null when it is no copy of ours on this issue. */
export function originalOf(place: CopyPlace, id: string): CopyName | null {
  const hex = id.toLowerCase().replaceAll("-", "");
  if (!/^[0-9a-f]{32}$/.test(hex)) return null;
  const digits = hex.slice(0, 12) + hex.slice(13, 16) + hex.slice(17, 31);
  const seal = digits.slice(0, SEAL_DIGITS);
  const name = BigInt(`0x${digits.slice(SEAL_DIGITS)}`) ^ maskOf(seal);
  if (sealOf(place, name) !== seal) return null;
  return {
    original: String(name / BigInt(INCARNATIONS)),
    incarnation: Number(name % BigInt(INCARNATIONS)),
  };
}

function sealOf({ kind, workspace, issue }: CopyPlace, name: bigint): string {
  return hash(`${kind}/${workspace}/${issue}/${name}`).slice(0, SEAL_DIGITS);
}

function maskOf(seal: string): bigint {
  return BigInt(`0x${hash(`mask/${seal}`).slice(0, NAME_DIGITS)}`);
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
