const header = 16; // of an IDX file of images

/** The first `count` digits as bytes, 784 each. */
export async function loadDigits(count) {
  const response = await fetch("data/digits-images.idx3.gz");
  const unpacked = new Response(response.body.pipeThrough(new DecompressionStream("gzip")));
  return new Uint8Array(await unpacked.arrayBuffer(), header, count * 784);
}
