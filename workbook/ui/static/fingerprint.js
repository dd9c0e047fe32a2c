const LARGEST = 200 * 1000 * 1000; // above this no fingerprint is taken: it would hold the page up

// The SHA-256 of a file as 64 letters; null where the browser cannot work it out.
async function fingerprint(file) {
  if (!globalThis.crypto?.subtle || file.size > LARGEST) return null;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

