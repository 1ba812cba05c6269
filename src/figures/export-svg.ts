const SVG = 'http://www.w3.org/2000/svg';

/** The figure as the text of a file that stands alone, with its title for screen readers and catalogues. */
export function exportSvg(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  for (const passing of copy.querySelectorAll('[data-transient]')) passing.remove();
  const title = copy.ownerDocument.createElementNS(SVG, 'title');
  title.textContent = svg.getAttribute('aria-label') ?? '';
  copy.prepend(title);
  copy.removeAttribute('class');
  copy.removeAttribute('style');
  copy.setAttribute('xmlns', SVG);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(copy)}\n`;
}
