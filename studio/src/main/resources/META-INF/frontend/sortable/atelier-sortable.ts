/**
 * `<atelier-sortable>`: SortableJS behind our own names. It decides nothing and moves nothing for good: after a drop
 * the DOM is as it was, and the server, told by the event, moves the node.
 *
 * Children, at any depth: containers with `data-container-id`, in them, as direct children, items with
 * `data-item-id`; `data-title` on both for announcements. `data-locked` on an item keeps it where it is,
 * `data-no-drop` on a container keeps others out.
 *
 * Properties
 * - `group: string` containers of all sortables with the same group exchange items
 * - `handle: string` CSS selector of the grip in an item; empty: the whole item
 * - `disabled: boolean`
 * - `labels: {item, lifted, position, dropped, cancelled}` translated texts, with `{title}`, `{container}`,
 *   `{position}`, `{count}` filled in
 *
 * Event: `item-moved` `{itemId, fromContainer, toContainer, index}`; the index counts the items of the target without
 * the moved one, from 0: where to insert after removing.
 *
 * Keyboard: items are in the tab order; Space or Enter lifts, up and down move within the container, left and right to
 * the next one, Space or Enter drops, Escape cancels; announced politely.
 */
import Sortable, { type SortableEvent } from 'sortablejs';
import { adoptStyles, define, emit, fill, styleSheet, THEME_CSS, upgradeProperties } from '../shared/element';

interface SortableLabels {
  item: string;
  lifted: string;
  position: string;
  dropped: string;
  cancelled: string;
}

interface Lifted {
  item: HTMLElement;
  from: HTMLElement;
  to: HTMLElement;
  index: number;
}

const ENGLISH: SortableLabels = {
  item: 'Press Space to move',
  lifted:
    '{title} lifted. Arrow keys move, Space drops, Escape cancels. Position {position} of {count} in {container}.',
  position: 'Position {position} of {count} in {container}',
  dropped: '{title} dropped at position {position} in {container}',
  cancelled: 'Move of {title} cancelled',
};

/** How long a moved item gets the focus back when the server re-creates it. */
const REFOCUS_MILLISECONDS = 3000;

const ITEM = '[data-item-id]';
const CONTAINER = '[data-container-id]';

const TEMPLATE = `
  <style>
    ${THEME_CSS}
    :host {
      display: block;
      position: relative;
    }
    #marker {
      position: fixed;
      z-index: 1000;
      height: 4px;
      border-radius: 2px;
      background: var(--_accent);
      pointer-events: none;
    }
    #marker[hidden] {
      display: none;
    }
  </style>
  <slot></slot>
  <div id="marker" hidden></div>
  <p id="live" class="visually-hidden" aria-live="assertive"></p>
`;

const LIGHT = styleSheet(`
  atelier-sortable ${ITEM}:not([data-locked]) {
    cursor: grab;
  }
  atelier-sortable[data-disabled] ${ITEM} {
    cursor: auto;
  }
  atelier-sortable ${ITEM}:focus-visible {
    outline: 2px solid var(--vaadin-focus-ring-color, light-dark(#3457d5, #8ea6ff));
    outline-offset: 1px;
  }
  atelier-sortable .atelier-sortable-ghost {
    opacity: 0.45;
    outline: 2px dashed var(--aura-accent-color, light-dark(#3457d5, #8ea6ff));
    outline-offset: -2px;
  }
  atelier-sortable ${ITEM}[data-lifted] {
    outline: 2px dashed var(--aura-accent-color, light-dark(#3457d5, #8ea6ff));
    outline-offset: 1px;
    opacity: 0.75;
  }
  atelier-sortable ${CONTAINER} {
    min-height: 2.5rem;
  }
`);

class AtelierSortable extends HTMLElement {
  private readonly root: ShadowRoot;
  private readonly marker: HTMLElement;
  private readonly changes = new MutationObserver(() => this.sync());
  private readonly sortables = new Map<HTMLElement, Sortable>();
  private groupName = 'items';
  private handleSelector = '';
  private isDisabled = false;
  private texts: SortableLabels = ENGLISH;
  private dragged: { parent: Node; next: Node | null } | null = null;
  private lifted: Lifted | null = null;
  private refocus: { itemId: string; until: number } | null = null;

  constructor() {
    super();
    this.root = this.attachShadow({ mode: 'open' });
    this.root.innerHTML = TEMPLATE;
    this.marker = this.root.getElementById('marker') as HTMLElement;
    this.addEventListener('keydown', (event) => this.keyPressed(event));
    this.addEventListener('focusout', () => this.cancel());
  }

  connectedCallback(): void {
    upgradeProperties(this, ['group', 'handle', 'disabled', 'labels']);
    adoptStyles(this, LIGHT);
    this.sync();
    this.changes.observe(this, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: ['data-container-id', 'data-item-id', 'data-locked'],
    });
  }

  disconnectedCallback(): void {
    this.changes.disconnect();
    this.cancel();
    this.destroyAll();
  }

  get group(): string {
    return this.groupName;
  }

  set group(name: string | null | undefined) {
    this.groupName = name || 'items';
    this.restart();
  }

  get handle(): string {
    return this.handleSelector;
  }

  set handle(selector: string | null | undefined) {
    this.handleSelector = selector ?? '';
    this.restart();
  }

  get disabled(): boolean {
    return this.isDisabled;
  }

  set disabled(value: boolean) {
    this.isDisabled = value === true;
    this.toggleAttribute('data-disabled', this.isDisabled);
    if (this.isDisabled) {
      this.cancel();
    }
    this.restart();
  }

  get labels(): SortableLabels {
    return this.texts;
  }

  set labels(texts: Partial<SortableLabels> | null | undefined) {
    this.texts = { ...ENGLISH, ...texts };
    this.sync();
  }

  private restart(): void {
    this.destroyAll();
    this.sync();
  }

  private destroyAll(): void {
    this.sortables.forEach((sortable) => sortable.destroy());
    this.sortables.clear();
  }

  private containers(): HTMLElement[] {
    return Array.from(this.querySelectorAll<HTMLElement>(CONTAINER)).filter(
      (container) => container.closest('atelier-sortable') === this,
    );
  }

  private sync(): void {
    if (!this.isConnected || this.dragged !== null) {
      return;
    }
    const containers = this.containers();
    for (const [container, sortable] of this.sortables) {
      if (!containers.includes(container)) {
        sortable.destroy();
        this.sortables.delete(container);
      }
    }
    for (const container of containers) {
      if (!this.sortables.has(container)) {
        this.sortables.set(container, this.createSortable(container));
      }
      for (const item of itemsOf(container)) {
        this.makeReachable(item);
      }
    }
    this.restoreFocus();
  }

  private createSortable(container: HTMLElement): Sortable {
    return Sortable.create(container, {
      group: { name: this.groupName, put: (to) => !to.el.hasAttribute('data-no-drop') },
      draggable: `${ITEM}:not([data-locked])`,
      dataIdAttr: 'data-item-id',
      disabled: this.isDisabled,
      animation: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 120,
      ghostClass: 'atelier-sortable-ghost',
      delay: 120,
      delayOnTouchOnly: true,
      fallbackTolerance: 4,
      swapThreshold: 0.65,
      ...(this.handleSelector === '' ? {} : { handle: this.handleSelector }),
      onStart: () => this.cancel(),
      onChoose: ({ item }: SortableEvent) => {
        this.dragged = item.parentNode === null ? null : { parent: item.parentNode, next: item.nextSibling };
      },
      onUnchoose: () => {
        // After onEnd, and alone when the pointer never moved.
        queueMicrotask(() => {
          this.dragged = null;
          this.sync();
        });
      },
      onEnd: (event: SortableEvent) => this.dropped(event),
    });
  }

  private dropped({ item, from, to }: SortableEvent): void {
    const index = itemsOf(to).indexOf(item);
    const origin = this.dragged;
    if (origin !== null) {
      // The next sibling may have gone in the meantime, by the server's hand.
      const next = origin.next?.parentNode === origin.parent ? origin.next : null;
      origin.parent.insertBefore(item, next);
    }
    this.announceMove(item, from, to, index);
  }

  private announceMove(item: HTMLElement, from: HTMLElement, to: HTMLElement, index: number): void {
    if (index < 0 || (from === to && itemsOf(from).indexOf(item) === index)) {
      return;
    }
    emit(this, 'item-moved', {
      itemId: item.dataset['itemId'] ?? '',
      fromContainer: from.dataset['containerId'] ?? '',
      toContainer: to.dataset['containerId'] ?? '',
      index,
    });
  }

  private makeReachable(item: HTMLElement): void {
    const reachable = !this.isDisabled && !item.hasAttribute('data-locked');
    if (!reachable) {
      if (item.dataset['reachable'] !== undefined) {
        item.removeAttribute('tabindex');
        item.removeAttribute('aria-description');
        delete item.dataset['reachable'];
      }
      return;
    }
    if (!item.hasAttribute('tabindex')) {
      item.tabIndex = 0;
      item.dataset['reachable'] = '';
    }
    if (item.getAttribute('aria-description') !== this.texts.item) {
      item.setAttribute('aria-description', this.texts.item);
    }
  }

  private keyPressed(event: KeyboardEvent): void {
    const item = event.target as HTMLElement;
    if (this.isDisabled || !item.matches?.(ITEM) || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    const container = item.parentElement;
    if (container === null || !this.sortables.has(container) || item.hasAttribute('data-locked')) {
      return;
    }
    if (this.lifted === null) {
      if (event.key === ' ' || event.key === 'Enter') {
        event.preventDefault();
        this.lift(item, container);
      }
      return;
    }
    const forward = getComputedStyle(this).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
    switch (event.key) {
      case 'ArrowUp':
        this.step(-1);
        break;
      case 'ArrowDown':
        this.step(1);
        break;
      case 'ArrowLeft':
      case 'ArrowRight':
        this.changeContainer(event.key === forward ? 1 : -1);
        break;
      case ' ':
      case 'Enter':
        this.drop();
        break;
      case 'Escape':
        this.cancel();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  }

  private lift(item: HTMLElement, container: HTMLElement): void {
    this.lifted = { item, from: container, to: container, index: itemsOf(container).indexOf(item) };
    item.dataset['lifted'] = '';
    this.say(this.texts.lifted);
  }

  private step(by: number): void {
    const { lifted } = this;
    if (lifted !== null) {
      lifted.index = Math.min(others(lifted).length, Math.max(0, lifted.index + by));
      this.showMarker();
      this.say(this.texts.position);
    }
  }

  private changeContainer(by: number): void {
    const { lifted } = this;
    if (lifted === null) {
      return;
    }
    const open = this.containers().filter(
      (container) => container === lifted.from || !container.hasAttribute('data-no-drop'),
    );
    const next = open[open.indexOf(lifted.to) + by];
    if (next !== undefined) {
      lifted.to = next;
      lifted.index = Math.min(others(lifted).length, lifted.index);
      next.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
    this.showMarker();
    this.say(this.texts.position);
  }

  private drop(): void {
    const { lifted } = this;
    if (lifted === null) {
      return;
    }
    this.say(this.texts.dropped);
    this.lower();
    this.refocus = {
      itemId: lifted.item.dataset['itemId'] ?? '',
      until: performance.now() + REFOCUS_MILLISECONDS,
    };
    this.announceMove(lifted.item, lifted.from, lifted.to, lifted.index);
  }

  private cancel(): void {
    if (this.lifted !== null) {
      this.say(this.texts.cancelled);
      this.lower();
    }
  }

  private lower(): void {
    const item = this.lifted?.item;
    this.lifted = null;
    this.marker.hidden = true;
    if (item !== undefined) {
      delete item.dataset['lifted'];
    }
  }

  /** A moved node loses the focus; whoever moved it by keyboard wants to go on from there. */
  private restoreFocus(): void {
    const { refocus } = this;
    if (refocus === null) {
      return;
    }
    if (performance.now() > refocus.until) {
      this.refocus = null;
      return;
    }
    const focused = document.activeElement;
    if (focused === null || focused === document.body) {
      this.querySelector<HTMLElement>(`[data-item-id="${CSS.escape(refocus.itemId)}"]`)?.focus();
    }
  }

  private showMarker(): void {
    const { lifted } = this;
    if (lifted === null) {
      return;
    }
    const neighbours = others(lifted);
    const before = neighbours[lifted.index];
    const after = neighbours[lifted.index - 1];
    (before ?? after ?? lifted.to).scrollIntoView({ block: 'nearest', inline: 'nearest' });
    const frame = lifted.to.getBoundingClientRect();
    const y =
      before !== undefined && after !== undefined
        ? (after.getBoundingClientRect().bottom + before.getBoundingClientRect().top) / 2
        : before !== undefined
          ? before.getBoundingClientRect().top - 4
          : after !== undefined
            ? after.getBoundingClientRect().bottom + 4
            : frame.top + 8;
    const sample = (before ?? after)?.getBoundingClientRect() ?? frame;
    this.marker.style.left = `${sample.left}px`;
    this.marker.style.width = `${sample.width}px`;
    this.marker.style.top = `${y - 2}px`;
    this.marker.hidden = false;
  }

  private say(text: string): void {
    const { lifted } = this;
    if (lifted === null) {
      return;
    }
    (this.root.getElementById('live') as HTMLElement).textContent = fill(text, {
      title: titleOf(lifted.item, 'itemId'),
      container: titleOf(lifted.to, 'containerId'),
      position: lifted.index + 1,
      count: others(lifted).length + 1,
    });
  }
}

function itemsOf(container: HTMLElement): HTMLElement[] {
  return (Array.from(container.children) as HTMLElement[]).filter((child) => child.matches(ITEM));
}

/** The items of the target without the lifted one. */
function others(lifted: Lifted): HTMLElement[] {
  return itemsOf(lifted.to).filter((item) => item !== lifted.item);
}

function titleOf(element: HTMLElement, id: 'itemId' | 'containerId'): string {
  return element.dataset['title'] ?? element.dataset[id] ?? '';
}

define('atelier-sortable', AtelierSortable);

declare global {
  interface HTMLElementTagNameMap {
    'atelier-sortable': AtelierSortable;
  }
}
