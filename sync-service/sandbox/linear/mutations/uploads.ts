import { invalid } from "../refusals.ts";
import { organizationOf } from "../world.ts";
import type { World } from "../world.ts";

export interface FileUpload {
  filename: string;
  contentType: string;
  size: number;
  metaData?: unknown;
}

/** Gives a place to PUT a file to, with the headers the PUT must carry. */
export function fileUpload(world: World, { filename, contentType, size, metaData }: FileUpload) {
  if (size <= 0) throw invalid("size must be greater than 0");
  const path = [organizationOf(world).id, world.random.uuid(), encodeURIComponent(filename)].join("/");
  world.uploads.expect(`/uploads/${path}`, { contentType, size });
  const assetUrl = `${world.baseUrl}/uploads/${path}`;
  return {
    filename,
    contentType,
    size,
    uploadUrl: assetUrl,
    assetUrl,
    metaData: metaData ?? null,
    headers: [
      { key: "x-upload-content-length-range", value: `${size},${size}` },
      { key: "cache-control", value: "public, max-age=31536000" },
    ],
  };
}
