/** Theme colours for drawing libraries, which know neither custom properties nor `light-dark()`. */

let canvas: CanvasRenderingContext2D | null = null;

/** The colour that a CSS expression has inside `root`, as `#rrggbb` or `rgba(...)`. */
export function resolveColour(root: ShadowRoot | HTMLElement, expression: string): string {
  const probe = document.createElement('span');
  probe.style.cssText = 'position:absolute;visibility:hidden;transition:none';
  probe.style.color = expression;
  root.append(probe);
  const computed = getComputedStyle(probe).color;
  probe.remove();
  return toRgb(computed);
}

function toRgb(colour: string): string {
  canvas ??= createCanvas();
  if (canvas === null) {
    return colour;
  }
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = canvas.getImageData(0, 0, 1, 1).data;
  return alpha === 255 ? `rgb(${red},${green},${blue})` : `rgba(${red},${green},${blue},${(alpha / 255).toFixed(3)})`;
}

function createCanvas(): CanvasRenderingContext2D | null {
  const element = document.createElement('canvas');
  element.width = 1;
  element.height = 1;
  return element.getContext('2d', { willReadFrequently: true });
}

/** Whether the colour scheme in use is dark, and a call whenever it changes. */
export class SchemeWatcher {
  private readonly probe = document.createElement('span');
  private readonly changed: () => void;
  private readonly listener = (): void => this.changed();

  constructor(changed: () => void) {
    this.changed = changed;
    this.probe.setAttribute('aria-hidden', 'true');
    // The probe's colour moves with the scheme, whoever switches it; the transition tells us when.
    this.probe.style.cssText =
      'position:absolute;visibility:hidden;color:light-dark(rgb(0,0,0),rgb(255,255,255));transition:color 1ms step-start';
  }

  connect(root: ShadowRoot): void {
    root.append(this.probe);
    this.probe.addEventListener('transitionend', this.listener);
  }

  disconnect(): void {
    this.probe.removeEventListener('transitionend', this.listener);
    this.probe.remove();
  }

  get dark(): boolean {
    return getComputedStyle(this.probe).color === 'rgb(255, 255, 255)';
  }
}
