// Parts of the page as a picture: canvases at their places, their pixels kept crisp, and the words beside them.

const scale = 3;
const margin = 12;

/** A PNG of everything that is drawn or written within `element`, on the page's ground. */
export function photograph(element: Element): Promise<Blob> {
  const home = element.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  canvas.width = scale * (home.width + 2 * margin);
  canvas.height = scale * (home.height + 2 * margin);
  const context = canvas.getContext("2d")!;
  context.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--page");
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, scale);
  context.translate(margin - home.left, margin - home.top);
  for (const drawn of element.querySelectorAll("canvas")) draw(context, drawn);
  write(context, element);
  return blobOf(canvas);
}

/** A PNG of one canvas, each of its pixels a square of `size`. */
export function enlarged(source: HTMLCanvasElement, size: number): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = source.width * size;
  canvas.height = source.height * size;
  const context = canvas.getContext("2d")!;
  context.imageSmoothingEnabled = false;
  context.drawImage(source, 0, 0, canvas.width, canvas.height);
  return blobOf(canvas);
}

function draw(context: CanvasRenderingContext2D, source: HTMLCanvasElement): void {
  const { left, top, width, height } = source.getBoundingClientRect();
  if (width === 0 || source.width === 0) return;
  context.imageSmoothingEnabled = getComputedStyle(source).imageRendering !== "pixelated";
  context.drawImage(source, left, top, width, height);
}

/** Word by word, so that lines break where they break on the page. */
function write(context: CanvasRenderingContext2D, element: Element): void {
  const texts = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const parent = node.parentElement!;
    if (parent.closest(".unseen, select, [popover], canvas") || !parent.checkVisibility()) continue;
    const style = getComputedStyle(parent);
    context.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    context.fillStyle = style.color;
    context.textBaseline = "alphabetic";
    for (const { 0: word, index } of node.textContent!.matchAll(/\S+/g)) {
      range.setStart(node, index);
      range.setEnd(node, index + word.length);
      const { left, bottom, height } = range.getBoundingClientRect();
      context.fillText(word, left, bottom - 0.22 * height);
    }
  }
}

function blobOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) =>
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("canvas"))), "image/png"),
  );
}
