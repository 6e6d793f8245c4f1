import { drawLayers, type Layer, onScreen, type Placement } from '../mask/overlay.js';
import { intersect, isEmpty, NO_RECT, type Rect, unite } from '../mask/rect.js';

/** What is drawn: asked for when something has changed. */
export interface Drawing {
  layers: readonly Layer[];
  placement: Placement;
}

/** Draws masks over the picture, at most once per frame, and only where something has changed. */
export class Overlay {
  readonly #context: CanvasRenderingContext2D;
  readonly #drawing: () => Drawing | undefined;
  #dirty: Rect = NO_RECT;
  #frame: number | undefined;
  #ratio = 1;

  constructor(canvas: HTMLCanvasElement, drawing: () => Drawing | undefined) {
    this.#context = canvas.getContext('2d')!;
    this.#drawing = drawing;
  }

  /** @param ratio device pixels per CSS pixel */
  resize(width: number, height: number, ratio: number): void {
    const { canvas } = this.#context;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    this.#ratio = ratio;
    this.drawAll();
  }

  drawAll(): void {
    const { width, height } = this.#context.canvas;
    this.#mark({ left: 0, top: 0, right: width, bottom: height });
  }

  /** Draws again what a part of the picture shows on the screen. */
  drawPart(area: Rect): void {
    const drawing = this.#drawing();
    if (drawing && !isEmpty(area)) this.#mark(onScreen(area, drawing.placement, this.#ratio));
  }

  #mark(area: Rect): void {
    this.#dirty = unite(this.#dirty, area);
    this.#frame ??= requestAnimationFrame(() => this.#draw());
  }

  #draw(): void {
    this.#frame = undefined;
    const { width, height } = this.#context.canvas;
    const area = intersect(this.#dirty, { left: 0, top: 0, right: width, bottom: height });
    this.#dirty = NO_RECT;
    if (isEmpty(area)) return;
    const drawing = this.#drawing();
    const image = new ImageData(area.right - area.left, area.bottom - area.top);
    if (drawing) drawLayers(image.data, area, drawing.layers, drawing.placement, this.#ratio);
    this.#context.putImageData(image, area.left, area.top);
  }
}
