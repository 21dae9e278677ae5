/** Who may come to a row: by address, by password, by both or by either. */
import type { Field } from "./fields.ts";
import { NOBODY } from "./networks.ts";
import type { Row } from "./site.ts";

/** `user`: whose password was checked; null where none was. */
export type Admission =
  | { readonly status: 200; readonly user: string | null }
  | { readonly status: 401 | 403; readonly fields: readonly Field[] };

const ADMITTED: Admission = { status: 200, user: null };

export function admit({ access, allowed, denied, users }: Row, address: string, authorization: string | null): Admission {
  if (access === null) return ADMITTED;
  const rulesAddresses = access.allow.length + access.deny.length > 0;
  // Who cannot be named is inside nowhere, and might be one of those who are kept out.
  const isKnown = address !== NOBODY || !rulesAddresses;
  const addressIsGood = isKnown && !denied(address) && (access.allow.length === 0 || allowed(address));
  if (access.basicAuth === null) return addressIsGood ? ADMITTED : { status: 403, fields: [] };
  if (access.satisfy === "any" && rulesAddresses && addressIsGood) return ADMITTED;
  if (access.satisfy === "all" && !addressIsGood) return { status: 403, fields: [] };
  const user = users?.authenticate(authorization) ?? null;
  if (user !== null) return { status: 200, user };
  const realm = access.basicAuth.realm.replace(/["\\]/g, "\\$&");
  return { status: 401, fields: [["WWW-Authenticate", `Basic realm="${realm}"`]] };
}
