/**
 * `<atelier-dashboard-grid>`: gridstack behind our own names. The children stay where the server put them in the DOM;
 * only their position on the grid changes.
 *
 * Children: tiles with the attributes `gs-id`, `gs-x`, `gs-y`, `gs-w`, `gs-h` (also `gs-min-w`, `gs-min-h`,
 * `gs-max-w`, `gs-max-h`) and `gs-title` for announcements. The first element inside a tile is its content and gets
 * the whole area; one child per tile is expected.
 *
 * Properties
 * - `editable: boolean`
 * - `columns: number` 12 by default; `cellHeight: number` pixels, 80 by default; `gap: number` pixels, 8 by default
 * - `layout: {id, x, y, w, h}[]` reads all positions, or moves the tiles without an event
 * - `labels: {handle, moved, resized, blocked}` translated texts, with `{title}`, `{x}`, `{y}`, `{w}`, `{h}` filled in
 *
 * Event: `layout-changed` `{layout: {id, x, y, w, h}[]}` after each drag, resize or series of key presses; all tiles.
 *
 * Keyboard, on the handle of a tile while editable: arrows move, Shift + arrows resize; announced politely.
 * Narrower than 720 pixels the grid has fewer columns and cannot be edited, so that the wide layout is not lost.
 */
import { GridStack, type GridItemHTMLElement, type GridStackNode } from 'gridstack';
import 'gridstack/dist/gridstack.min.css';
import { adoptStyles, define, emit, fill, styleSheet, THEME_CSS, upgradeProperties } from '../shared/element';

export interface TilePosition {
  id: string;
  x: number;
  y: number;
  w: number;
  h: number;
}

interface GridLabels {
  handle: string;
  moved: string;
  resized: string;
  blocked: string;
}

const ENGLISH: GridLabels = {
  handle: 'Move or resize {title}. Arrow keys move, Shift and arrow keys resize.',
  moved: '{title}: column {x}, row {y}',
  resized: '{title}: {w} wide, {h} high',
  blocked: '{title} cannot go further',
};

const KEY_DELAY = 400;
const HANDLE = 'atelier-tile-handle';

const TEMPLATE = `
  <style>
    ${THEME_CSS}
    :host {
      display: block;
      position: relative;
      min-height: 4rem;
    }
  </style>
  <slot></slot>
  <p id="live" class="visually-hidden" aria-live="polite"></p>
`;

/** For what lives in the light DOM: the handles and gridstack's own parts. */
const LIGHT = styleSheet(`
  atelier-dashboard-grid .${HANDLE} {
    position: absolute;
    z-index: 5;
    inset-block-start: calc(var(--atelier-grid-gap, 8px) / 2 + 6px);
    inset-inline-end: calc(var(--atelier-grid-gap, 8px) / 2 + 6px);
    display: grid;
    place-content: center;
    width: 28px;
    height: 28px;
    border-radius: 8px;
    color: var(--vaadin-text-color-secondary, light-dark(#5b6675, #a3adba));
    background: var(--aura-surface-color-solid, light-dark(#ffffff, #1b2027));
    cursor: grab;
    touch-action: none;
  }
  atelier-dashboard-grid .${HANDLE}[hidden] {
    display: none;
  }
  atelier-dashboard-grid .${HANDLE}:hover {
    color: var(--vaadin-text-color, light-dark(#1f2733, #e7eaef));
  }
  atelier-dashboard-grid .${HANDLE}:active {
    cursor: grabbing;
  }
  atelier-dashboard-grid .${HANDLE}:focus-visible {
    outline: 2px solid var(--vaadin-focus-ring-color, light-dark(#3457d5, #8ea6ff));
    outline-offset: 1px;
  }
  atelier-dashboard-grid .${HANDLE}::before {
    content: '';
    width: 10px;
    height: 14px;
    background: radial-gradient(circle, currentColor 1.5px, transparent 1.6px) 0 0 / 5px 5px;
  }
  atelier-dashboard-grid > .grid-stack-placeholder > .placeholder-content {
    border: 2px dashed var(--aura-accent-color, light-dark(#3457d5, #8ea6ff));
    border-radius: var(--vaadin-radius-m, 8px);
    background: color-mix(in srgb, var(--aura-accent-color, light-dark(#3457d5, #8ea6ff)) 10%, transparent);
  }
`);

class AtelierDashboardGrid extends HTMLElement {
  private readonly root: ShadowRoot;
  private readonly childChanges = new MutationObserver(() => this.syncTiles());
  private grid: GridStack | null = null;
  private isEditable = false;
  private columnCount = 12;
  private cellPixels = 80;
  private gapPixels = 8;
  private texts: GridLabels = ENGLISH;
  private wantedLayout: TilePosition[] | null = null;
  private keyTimer: number | undefined;

  constructor() {
    super();
    this.root = this.attachShadow({ mode: 'open' });
    this.root.innerHTML = TEMPLATE;
    this.addEventListener('keydown', (event) => this.keyPressed(event));
    // Whoever goes on to another control must not lose the last steps.
    this.addEventListener('focusout', () => this.flushKeys());
  }

  connectedCallback(): void {
    upgradeProperties(this, ['columns', 'cellHeight', 'gap', 'labels', 'editable', 'layout']);
    adoptStyles(this, LIGHT);
    this.start();
    this.childChanges.observe(this, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['gs-x', 'gs-y', 'gs-w', 'gs-h', 'gs-id', 'gs-title'],
    });
  }

  disconnectedCallback(): void {
    this.childChanges.disconnect();
    this.flushKeys();
    this.grid?.destroy(false);
    this.grid = null;
  }

  get editable(): boolean {
    return this.isEditable;
  }

  set editable(value: boolean) {
    this.isEditable = value === true;
    this.applyEditable();
  }

  get columns(): number {
    return this.columnCount;
  }

  set columns(count: number) {
    this.columnCount = Math.min(24, Math.max(1, Math.trunc(count) || 12));
    this.restart();
  }

  get cellHeight(): number {
    return this.cellPixels;
  }

  set cellHeight(pixels: number) {
    this.cellPixels = Math.max(20, pixels || 80);
    this.grid?.cellHeight(this.cellPixels);
  }

  get gap(): number {
    return this.gapPixels;
  }

  set gap(pixels: number) {
    this.gapPixels = Math.max(0, pixels);
    this.restart();
  }

  get labels(): GridLabels {
    return this.texts;
  }

  set labels(texts: Partial<GridLabels> | null | undefined) {
    this.texts = { ...ENGLISH, ...texts };
    this.applyEditable();
  }

  get layout(): TilePosition[] {
    return this.tiles()
      .map((tile) => tile.gridstackNode)
      .filter((node): node is GridStackNode => node?.id !== undefined)
      .map(({ id, x = 0, y = 0, w = 1, h = 1 }) => ({ id: String(id), x, y, w, h }))
      .sort((a, b) => a.y - b.y || a.x - b.x);
  }

  set layout(list: TilePosition[] | null | undefined) {
    this.wantedLayout = Array.isArray(list) ? list : null;
    this.applyLayout();
  }

  private tiles(): GridItemHTMLElement[] {
    return (Array.from(this.children) as GridItemHTMLElement[]).filter((child) => child.hasAttribute('gs-id'));
  }

  private start(): void {
    this.classList.add('grid-stack');
    this.style.setProperty('--atelier-grid-gap', `${this.gapPixels}px`);
    this.tiles().forEach((tile) => this.prepare(tile));
    const grid = GridStack.init(
      {
        column: this.columnCount,
        cellHeight: this.cellPixels,
        margin: this.gapPixels / 2,
        mode: 'top',
        animate: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
        staticGrid: !this.isEditable,
        draggable: { handle: `.${HANDLE}`, scroll: true },
        resizable: { handles: 'e,s,se,sw,w' },
        alwaysShowResizeHandle: 'mobile',
        columnOpts: {
          breakpointForWindow: false,
          layout: 'list',
          breakpoints: [
            { w: 480, c: 1 },
            { w: 720, c: Math.min(6, this.columnCount) },
          ],
        },
      },
      this,
    );
    if (grid === null) {
      return;
    }
    this.grid = grid;
    grid.on('dragstop resizestop', () => this.changed());
    // The number of columns follows the width, and with it whether editing is possible.
    grid.on('change', () => this.applyEditable());
    this.applyEditable();
    this.applyLayout();
  }

  private restart(): void {
    if (this.grid !== null) {
      this.grid.destroy(false);
      this.grid = null;
      this.start();
    }
  }

  /** Gives a tile the classes and the handle that it needs; never moves or wraps a node. */
  private prepare(tile: HTMLElement): void {
    tile.classList.add('grid-stack-item');
    const content = Array.from(tile.children).find((child) => !child.classList.contains(HANDLE));
    content?.classList.add('grid-stack-item-content');
    if (tile.querySelector(`:scope > .${HANDLE}`) === null) {
      // Not a button element: gridstack does not start a drag on one.
      const handle = document.createElement('div');
      handle.className = HANDLE;
      handle.tabIndex = 0;
      handle.setAttribute('role', 'button');
      handle.hidden = true;
      tile.append(handle);
    }
  }

  /** Follows the server: new tiles, tiles that went, positions that it set. */
  private syncTiles(): void {
    const { grid } = this;
    if (grid === null) {
      return;
    }
    const tiles = this.tiles();
    for (const known of grid.engine.nodes.map((node) => node.el)) {
      if (known !== undefined && known.parentElement !== this) {
        grid.removeWidget(known, false, false);
      }
    }
    for (const tile of tiles) {
      this.prepare(tile);
      const node = tile.gridstackNode;
      if (node === undefined || node.grid !== grid) {
        grid.makeWidget(tile);
      } else if (this.wide && !tile.matches('.ui-draggable-dragging, .ui-resizable-resizing')) {
        this.follow(tile, node);
      }
    }
    this.applyEditable();
    this.applyLayout();
    this.childChanges.takeRecords();
  }

  private follow(tile: GridItemHTMLElement, node: GridStackNode): void {
    const wanted = {
      x: attribute(tile, 'gs-x', node.x ?? 0),
      y: attribute(tile, 'gs-y', node.y ?? 0),
      w: attribute(tile, 'gs-w', node.w ?? 1),
      h: attribute(tile, 'gs-h', node.h ?? 1),
    };
    if (wanted.x !== node.x || wanted.y !== node.y || wanted.w !== (node.w ?? 1) || wanted.h !== (node.h ?? 1)) {
      this.grid?.update(tile, wanted);
    }
  }

  private applyLayout(): void {
    const { grid, wantedLayout } = this;
    if (grid === null || wantedLayout === null || !this.wide) {
      return;
    }
    const byId = new Map(this.tiles().map((tile) => [tile.getAttribute('gs-id'), tile]));
    if (wantedLayout.some(({ id }) => !byId.has(String(id)))) {
      // Some tiles are still to come.
      return;
    }
    this.wantedLayout = null;
    grid.batchUpdate();
    for (const { id, x, y, w, h } of wantedLayout) {
      grid.update(byId.get(String(id)) as GridItemHTMLElement, { x, y, w, h });
    }
    grid.batchUpdate(false);
  }

  /** Whether all columns are shown. */
  private get wide(): boolean {
    return this.grid?.getColumn() === this.columnCount;
  }

  private applyEditable(): void {
    const { grid } = this;
    if (grid === null) {
      return;
    }
    const allowed = this.isEditable && this.wide;
    if ((grid.opts.staticGrid ?? false) === allowed) {
      grid.setStatic(!allowed);
    }
    this.toggleAttribute('data-editing', allowed);
    for (const tile of this.tiles()) {
      const handle = tile.querySelector<HTMLElement>(`:scope > .${HANDLE}`);
      if (handle !== null) {
        handle.hidden = !allowed;
        handle.setAttribute('aria-label', fill(this.texts.handle, { title: titleOf(tile) }));
      }
    }
  }

  private changed(): void {
    // gridstack still tidies up after its own stop event.
    queueMicrotask(() => {
      if (this.wide) {
        emit(this, 'layout-changed', { layout: this.layout });
      }
    });
  }

  private keyPressed(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (!target.classList?.contains(HANDLE) || !this.isEditable || !this.wide) {
      return;
    }
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const rtl = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const step = { ArrowLeft: [-rtl, 0], ArrowRight: [rtl, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const tile = target.parentElement as GridItemHTMLElement | null;
    const node = tile?.gridstackNode;
    if (step === undefined || !tile || node === undefined) {
      return;
    }
    event.preventDefault();
    const [dx = 0, dy = 0] = step;
    const done = event.shiftKey ? this.resize(tile, node, dx, dy) : this.move(tile, node, dx, dy);
    const text = done ? (event.shiftKey ? this.texts.resized : this.texts.moved) : this.texts.blocked;
    (this.root.getElementById('live') as HTMLElement).textContent = fill(text, {
      title: titleOf(tile),
      x: (node.x ?? 0) + 1,
      y: (node.y ?? 0) + 1,
      w: node.w ?? 1,
      h: node.h ?? 1,
    });
    if (done) {
      window.clearTimeout(this.keyTimer);
      this.keyTimer = window.setTimeout(() => this.flushKeys(), KEY_DELAY);
    }
  }

  /** Tiles fall upwards, so one step may change nothing: goes on until the tile has really moved. */
  private move(tile: GridItemHTMLElement, node: GridStackNode, dx: number, dy: number): boolean {
    const { x = 0, y = 0, w = 1 } = node;
    for (let distance = 1; distance <= 24; distance += 1) {
      const nextX = x + dx * distance;
      const nextY = y + dy * distance;
      if (nextX < 0 || nextY < 0 || nextX + w > this.columnCount) {
        return false;
      }
      this.grid?.update(tile, { x: nextX, y: nextY });
      if (node.x !== x || node.y !== y) {
        return true;
      }
    }
    return false;
  }

  private resize(tile: GridItemHTMLElement, node: GridStackNode, dx: number, dy: number): boolean {
    const { x = 0, w = 1, h = 1 } = node;
    const wider = Math.min(this.columnCount - x, Math.max(node.minW ?? 1, w + dx));
    const higher = Math.max(node.minH ?? 1, h + dy);
    if (wider === w && higher === h) {
      return false;
    }
    this.grid?.update(tile, { w: wider, h: higher });
    return (node.w ?? 1) !== w || (node.h ?? 1) !== h;
  }

  private flushKeys(): void {
    if (this.keyTimer !== undefined) {
      window.clearTimeout(this.keyTimer);
      this.keyTimer = undefined;
      this.changed();
    }
  }
}

function attribute(tile: HTMLElement, name: string, otherwise: number): number {
  const value = Number.parseInt(tile.getAttribute(name) ?? '', 10);
  return Number.isNaN(value) ? otherwise : value;
}

function titleOf(tile: HTMLElement): string {
  return tile.getAttribute('gs-title') ?? tile.getAttribute('gs-id') ?? '';
}

define('atelier-dashboard-grid', AtelierDashboardGrid);

declare global {
  interface HTMLElementTagNameMap {
    'atelier-dashboard-grid': AtelierDashboardGrid;
  }
}
