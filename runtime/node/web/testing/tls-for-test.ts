/** A certificate of the test's own, and settings of TLS with it. */
import { execFileSync } from "node:child_process";
import type { Tls } from "../settings.ts";
import { folderForTest } from "./site-for-test.ts";

export async function tlsForTest(): Promise<Tls> {
  const folder = await folderForTest();
  const tls = { certFile: `${folder}/cert.pem`, keyFile: `${folder}/key.pem` };
  makeCertificate(tls, "shop.example.com");
  return {
    ...tls,
    versions: ["TLSv1.2", "TLSv1.3"],
    ciphers: ["TLS_AES_128_GCM_SHA256", "ECDHE-ECDSA-AES128-GCM-SHA256"],
    curves: ["X-unknown-to-all", "X25519", "prime256v1"],
    http2: true,
    acmeWebroot: null,
  };
}

export function makeCertificate({ certFile, keyFile }: Pick<Tls, "certFile" | "keyFile">, name: string): void {
  const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", keyFile];
  execFileSync("openssl", ["req", "-x509", ...key, "-out", certFile, "-days", "2", "-subj", `/CN=${name}`], { stdio: "ignore" });
}
