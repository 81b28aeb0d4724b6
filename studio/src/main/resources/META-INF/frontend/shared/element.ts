/** What all our custom elements need. */

/** Passes on the properties that were set before the element was defined. */
export function upgradeProperties(element: HTMLElement, names: readonly string[]): void {
  const target = element as unknown as Record<string, unknown>;
  for (const name of names) {
    if (Object.prototype.hasOwnProperty.call(target, name)) {
      const value = target[name];
      delete target[name];
      target[name] = value;
    }
  }
}

/** Defines an element once, however often its module is loaded. */
export function define(tag: string, type: CustomElementConstructor): void {
  if (customElements.get(tag) === undefined) {
    customElements.define(tag, type);
  }
}

export function emit(element: HTMLElement, type: string, detail: unknown): void {
  element.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}

/** Fills `{name}` in a translated text. */
export function fill(text: string, values: Record<string, string | number>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The colours and type of the theme, with values for a page that has none. */
export const THEME_CSS = `
  :host {
    --_text: var(--vaadin-text-color, light-dark(#1f2733, #e7eaef));
    --_muted: var(--vaadin-text-color-secondary, light-dark(#5b6675, #a3adba));
    --_line: var(--vaadin-border-color-secondary, light-dark(#dfe3e9, #363d48));
    --_surface: var(--aura-surface-color-solid, light-dark(#ffffff, #1b2027));
    --_accent: var(--aura-accent-color, light-dark(#3457d5, #8ea6ff));
    --_accent-text: var(--aura-accent-text-color, light-dark(#2440a8, #a9bbff));
    --_red: var(--aura-red, #d13438);
    --_red-text: var(--aura-red-text, light-dark(#a61b1f, #ff9d94));
    --_orange: var(--aura-orange, #c77700);
    --_blue: var(--aura-blue, #3457d5);
    --_ring: var(--vaadin-focus-ring-color, light-dark(#3457d5, #8ea6ff));
    --_radius: var(--vaadin-radius-m, 8px);
    --_font: var(--aura-font-family, system-ui, sans-serif);
    --_font-size: var(--aura-font-size-m, 14px);
    --_font-size-s: var(--aura-font-size-s, 13px);
    --_shadow: 0 4px 16px light-dark(rgb(20 30 50 / 16%), rgb(0 0 0 / 50%));
  }
  :host([hidden]) {
    display: none !important;
  }
  .visually-hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    padding: 0;
    overflow: hidden;
    clip-path: inset(50%);
    border: 0;
    white-space: nowrap;
  }
`;

/** Adds a style sheet to the document or shadow root that holds the element, once per root. */
export function adoptStyles(element: HTMLElement, sheet: CSSStyleSheet): void {
  const root = element.getRootNode() as Document | ShadowRoot;
  if ('adoptedStyleSheets' in root && !root.adoptedStyleSheets.includes(sheet)) {
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }
}

export function styleSheet(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}
