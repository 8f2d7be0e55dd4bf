/** A drawing as a picture to put into slides: what it looks like on the page, twice as large. */

const LOOKS = [
  "fill",
  "fill-opacity",
  "font",
  "opacity",
  "stroke",
  "stroke-dasharray",
  "stroke-linecap",
  "stroke-linejoin",
  "stroke-opacity",
  "stroke-width",
  "text-anchor",
] as const;
const SCALE = 2;

/** Rejects with an Error when the browser cannot draw it. */
export async function chartPng(svg: SVGSVGElement): Promise<Blob> {
  const { width, height } = svg.getBoundingClientRect();
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(standalone(svg))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * SCALE;
  canvas.height = height * SCALE;
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser cannot draw the picture.");
  context.fillStyle = getComputedStyle(document.body).backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, failed) => {
    canvas.toBlob((blob) => {
      if (blob === null) failed(new Error("This browser cannot make a PNG of the picture."));
      else done(blob);
    }, "image/png");
  });
}

/** The page's stylesheet does not reach into a picture: each element gets its looks written into itself. */
function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true);
  if (!(copy instanceof SVGSVGElement)) throw new Error("The copy of a drawing is a drawing.");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  const originals = [svg, ...svg.querySelectorAll<SVGElement>("*")];
  [copy, ...copy.querySelectorAll<SVGElement>("*")].forEach((element, position) => {
    const original = originals[position];
    if (original === undefined) return;
    const computed = getComputedStyle(original);
    for (const name of LOOKS) element.style.setProperty(name, computed.getPropertyValue(name));
  });
  return new XMLSerializer().serializeToString(copy);
}
