interface Upload {
  contentType: string;
  size: number;
  bytes: Uint8Array | undefined;
}

/** The files under /uploads: announced by the fileUpload mutation, PUT once, read with a key. */
export class Uploads {
  #files = new Map<string, Upload>();

  expect(path: string, announced: { contentType: string; size: number }): void {
    this.#files.set(path, { ...announced, bytes: undefined });
  }

  put(path: string, request: Request, bytes: Uint8Array): Response {
    const file = this.#files.get(path);
    if (!file) return new Response("No upload was announced for this address", { status: 403 });
    if (request.headers.get("content-type") !== file.contentType) {
      return new Response(`Content-Type must be ${file.contentType}, as announced`, { status: 403 });
    }
    if (request.headers.get("x-upload-content-length-range") !== `${file.size},${file.size}`) {
      return new Response("The headers that fileUpload gave are missing", { status: 403 });
    }
    if (bytes.byteLength !== file.size)
      return new Response("The size is not the announced one", { status: 400 });
    file.bytes = bytes;
    return new Response(null, { status: 200 });
  }

  /** A person's file, which the web page has put there. */
  fill(path: string, bytes: Uint8Array): void {
    const file = this.#files.get(path);
    if (file) file.bytes = bytes;
  }

  get(path: string): Response {
    const file = this.#files.get(path);
    if (!file?.bytes) return new Response("Not found", { status: 404 });
    return new Response(Buffer.from(file.bytes), { headers: { "content-type": file.contentType } });
  }

  clear(): void {
    this.#files.clear();
  }
}
