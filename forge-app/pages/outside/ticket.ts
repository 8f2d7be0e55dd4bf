/** How the service knows the viewer: by the session's cookie, or by the token of a share link. */
export type Ticket = { readonly kind: "session" } | { readonly kind: "share"; readonly token: string };

export const headersOf = (ticket: Ticket): Record<string, string> =>
  ticket.kind === "share" ? { authorization: `Bearer ${ticket.token}` } : {};
