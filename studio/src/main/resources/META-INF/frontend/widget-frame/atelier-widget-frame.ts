/**
 * `<atelier-widget-frame>`: one widget in one sandboxed frame, and the conversation with it.
 *
 * Properties
 * - `src: string` address of the widget page, http(s) or relative; setting it (also to the same value) opens it anew
 * - `locale: string` for example `en_US`; `devMode: boolean`
 * - `context: {localeResource?, model?, connectors?}` for `SET_CONTEXT`
 * - `pageLoad: object | null` data of the `PageLoad` that follows the registration of the widget
 * - `label: string` title of the frame
 * - `labels: {loading, flood, navigated, address, reload}` translated texts
 *
 * Events
 * - `widget-request` `{promiseId, eventName, data}`: the server decides and answers with `respond`
 * - `widget-state` `{state, reason}`: `waiting`, `registered`, `closed`, `stopped`
 *
 * Methods: `respond(promiseId, ok, result)`, `push(eventName, data)`, `reload()`.
 *
 * Set `src` last: the widget opens once per task, with the properties of that moment. The size is that of the element.
 */
import { SchemeWatcher } from '../shared/colours';
import { define, emit, THEME_CSS, upgradeProperties } from '../shared/element';
import {
  WidgetHost,
  widgetUrl,
  type JsonValue,
  type StopReason,
  type WidgetState,
} from '../widget-host/widget-host.js';

interface FrameLabels {
  loading: string;
  flood: string;
  navigated: string;
  address: string;
  reload: string;
}

interface FrameContext {
  localeResource?: JsonValue;
  model?: JsonValue;
  connectors?: JsonValue;
}

const ENGLISH: FrameLabels = {
  loading: 'The widget is loading…',
  flood: 'The widget was stopped: it sent too many messages.',
  navigated: 'The widget was stopped: it tried to open another page in its place.',
  address: 'The address of the widget is not valid.',
  reload: 'Start again',
};

const TEMPLATE = `
  <style>
    ${THEME_CSS}
    :host {
      display: block;
      position: relative;
      min-height: 6rem;
      height: 16rem;
      font: var(--_font-size-s)/1.45 var(--_font);
      color: var(--_text);
    }
    iframe {
      display: block;
      width: 100%;
      height: 100%;
      border: 0;
      color-scheme: inherit;
    }
    #note {
      position: absolute;
      inset: 0;
      display: grid;
      place-content: center;
      justify-items: center;
      gap: 12px;
      padding: 16px;
      text-align: center;
      color: var(--_muted);
      border: 1px dashed var(--_line);
      border-radius: var(--_radius);
      background: var(--_surface);
    }
    #note[hidden] {
      display: none;
    }
    #note p {
      margin: 0;
      max-width: 26rem;
    }
    #note.stopped p {
      color: var(--_red-text);
    }
    button {
      min-height: 32px;
      padding: 0 14px;
      border: 1px solid var(--_line);
      border-radius: 8px;
      background: transparent;
      color: var(--_accent-text);
      font: inherit;
      font-weight: 600;
      cursor: pointer;
    }
    button:hover {
      background: color-mix(in srgb, var(--_accent) 8%, transparent);
    }
    button:focus-visible {
      outline: 2px solid var(--_ring);
      outline-offset: 2px;
    }
    button[hidden] {
      display: none;
    }
  </style>
  <div id="mount" style="display:contents"></div>
  <div id="note" role="status" hidden><p></p><button type="button" hidden></button></div>
`;

class AtelierWidgetFrame extends HTMLElement {
  private readonly root: ShadowRoot;
  private readonly mount: HTMLElement;
  private readonly note: HTMLElement;
  private readonly noteText: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly scheme = new SchemeWatcher(() => this.push('ThemeChange', { theme: this.theme }));
  private source = '';
  private localeName = 'en_US';
  private isDevMode = false;
  private contextData: FrameContext = {};
  private pageData: JsonValue = null;
  private titleText = '';
  private texts: FrameLabels = ENGLISH;
  private frame: HTMLIFrameElement | null = null;
  private host: WidgetHost | null = null;
  private openScheduled = false;
  private shown: keyof FrameLabels | null = null;

  constructor() {
    super();
    this.root = this.attachShadow({ mode: 'open' });
    this.root.innerHTML = TEMPLATE;
    this.mount = this.root.getElementById('mount') as HTMLElement;
    this.note = this.root.getElementById('note') as HTMLElement;
    this.noteText = this.note.querySelector('p') as HTMLElement;
    this.button = this.note.querySelector('button') as HTMLButtonElement;
    this.button.addEventListener('click', () => this.reload());
  }

  connectedCallback(): void {
    upgradeProperties(this, ['locale', 'devMode', 'context', 'pageLoad', 'label', 'labels', 'src']);
    this.scheme.connect(this.root);
    this.scheduleOpen();
  }

  disconnectedCallback(): void {
    this.scheme.disconnect();
    this.close();
  }

  get src(): string {
    return this.source;
  }

  set src(address: string | null | undefined) {
    this.source = address ?? '';
    this.scheduleOpen();
  }

  get locale(): string {
    return this.localeName;
  }

  set locale(name: string | null | undefined) {
    this.localeName = name ?? 'en_US';
  }

  get devMode(): boolean {
    return this.isDevMode;
  }

  set devMode(value: boolean) {
    this.isDevMode = value === true;
  }

  get context(): FrameContext {
    return this.contextData;
  }

  set context(data: FrameContext | null | undefined) {
    this.contextData = data ?? {};
  }

  get pageLoad(): JsonValue {
    return this.pageData;
  }

  set pageLoad(data: JsonValue | undefined) {
    this.pageData = data ?? null;
  }

  get label(): string {
    return this.titleText;
  }

  set label(text: string | null | undefined) {
    this.titleText = text ?? '';
    if (this.frame !== null) {
      this.frame.title = this.titleText;
    }
  }

  get labels(): FrameLabels {
    return this.texts;
  }

  set labels(texts: Partial<FrameLabels> | null | undefined) {
    this.texts = { ...ENGLISH, ...texts };
    this.show(this.shown);
  }

  respond(promiseId: string, ok: boolean, result: JsonValue): boolean {
    return this.host?.respond(promiseId, ok, result) ?? false;
  }

  push(eventName: string, data: JsonValue): boolean {
    return this.host?.push(eventName, data) ?? false;
  }

  reload(): void {
    this.close();
    this.open();
  }

  private get theme(): string {
    return this.scheme.dark ? 'dark' : 'light';
  }

  private scheduleOpen(): void {
    if (!this.openScheduled) {
      this.openScheduled = true;
      queueMicrotask(() => {
        this.openScheduled = false;
        this.reload();
      });
    }
  }

  private open(): void {
    if (!this.isConnected || this.source === '') {
      this.show(null);
      return;
    }
    const address = widgetUrl(this.source, document.baseURI, {
      serviceOrigin: window.location.origin,
      locale: this.localeName,
      theme: this.theme,
      devMode: this.isDevMode,
    });
    if (address === null) {
      this.show('address');
      return;
    }
    this.show('loading');
    const frame = document.createElement('iframe');
    frame.title = this.titleText;
    frame.setAttribute('sandbox', 'allow-scripts allow-forms');
    frame.setAttribute('allow', '');
    frame.referrerPolicy = 'no-referrer';
    const host = new WidgetHost(frame, {
      context: () => ({ ...this.contextData, locale: this.localeName, theme: this.theme }),
      onRequest: (request) => emit(this, 'widget-request', request),
      onState: (state, reason) => this.stateChanged(host, state, reason),
    });
    if (this.pageData !== null) {
      host.push('PageLoad', this.pageData);
    }
    let loads = 0;
    frame.addEventListener('load', () => {
      loads += 1;
      host.frameLoaded();
      if (loads > 1 && this.host === host) {
        // The widget said goodbye, then another page came.
        this.stop('navigated');
      } else if (this.shown === 'loading') {
        // A page without the SDK never registers; show it all the same.
        this.show(null);
      }
    });
    this.frame = frame;
    this.host = host;
    frame.src = address;
    this.mount.append(frame);
    emit(this, 'widget-state', { state: 'waiting', reason: null });
  }

  private close(): void {
    const { host, frame } = this;
    this.host = null;
    this.frame = null;
    host?.dispose();
    frame?.remove();
  }

  private stateChanged(host: WidgetHost, state: WidgetState, reason: StopReason | undefined): void {
    if (this.host !== host) {
      return;
    }
    if (state === 'registered') {
      this.show(null);
    } else if (state === 'stopped') {
      this.stop(reason === 'flood' ? 'flood' : 'navigated');
      return;
    }
    emit(this, 'widget-state', { state, reason: reason ?? null });
  }

  /** Removing the frame ends its scripts: a flood ends here. */
  private stop(reason: 'flood' | 'navigated'): void {
    this.close();
    this.show(reason);
    emit(this, 'widget-state', { state: 'stopped', reason });
  }

  private show(key: keyof FrameLabels | null): void {
    this.shown = key;
    const stopped = key !== null && key !== 'loading';
    this.note.hidden = key === null;
    this.note.classList.toggle('stopped', stopped);
    this.noteText.textContent = key === null ? '' : this.texts[key];
    this.button.hidden = !stopped || key === 'address';
    this.button.textContent = this.texts.reload;
  }
}

define('atelier-widget-frame', AtelierWidgetFrame);

declare global {
  interface HTMLElementTagNameMap {
    'atelier-widget-frame': AtelierWidgetFrame;
  }
}
