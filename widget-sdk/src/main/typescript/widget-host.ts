/**
 * The host side of the widget protocol: owns the conversation with one widget in one sandboxed frame.
 *
 * The frame has an opaque origin (`sandbox` without `allow-same-origin`), so an origin identifies nobody. A message
 * counts only when it comes from that frame's window, or over the port that this window handed over when it
 * registered, and when it carries the nonce given to this instance. Everything a widget sends is hostile input: it is
 * copied into plain JSON values, with limits on rate, size, depth and open requests, before anyone else sees it.
 *
 * No framework, no globals: the studio's `atelier-widget-frame` wraps it, the tests drive it with plain fakes.
 */

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** One call of the widget, to be answered by {@link WidgetHost.respond}. */
export interface WidgetRequest {
  promiseId: string;
  /** `CRM_EVENT` for the API up to 1.4, `ZDK_EVENT` for the interface calls of 1.5. */
  eventName: string;
  data: JsonValue;
}

export interface WidgetContext {
  /** For example `en_US`. */
  locale: string;
  localeResource?: JsonValue;
  model?: JsonValue;
  connectors?: JsonValue;
  /** `light` or `dark`; an addition to the original protocol, ignored by widgets that do not know it. */
  theme?: string;
}

/** `waiting` until the widget registers, `closed` by the widget or the host, `stopped` for breaking a rule. */
export type WidgetState = 'waiting' | 'registered' | 'closed' | 'stopped';

export type StopReason = 'flood' | 'navigated' | 'disposed' | 'deregistered';

export interface WidgetLimits {
  messagesPerSecond: number;
  messageBytes: number;
  depth: number;
  openRequests: number;
  queuedEvents: number;
}

export const DEFAULT_LIMITS: Readonly<WidgetLimits> = {
  messagesPerSecond: 200,
  messageBytes: 1024 * 1024,
  depth: 32,
  openRequests: 100,
  queuedEvents: 50,
};

/** What the host needs of an iframe; a test passes a fake. */
export interface FrameLike {
  readonly contentWindow: WindowProxyLike | null;
}

export interface WindowProxyLike {
  postMessage(message: unknown, targetOrigin: string): void;
}

export interface ListeningWindow {
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

export interface WidgetHostOptions {
  context: () => WidgetContext;
  onRequest: (request: WidgetRequest) => void;
  onState?: (state: WidgetState, reason?: StopReason) => void;
  limits?: Partial<WidgetLimits>;
  /** The window that receives the widget's messages; the current one by default. */
  window?: ListeningWindow;
  /** Milliseconds, monotonic. */
  now?: () => number;
  nonce?: () => string;
}

/** Never copied from a widget's message: they reach prototypes in careless code further on. */
const POLLUTING_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

const PROMISE_ID = /^[A-Za-z0-9_.:-]{1,64}$/;

/** A frame with an opaque origin reports this, and cannot be addressed by any other target than `*`. */
const OPAQUE_ORIGIN = 'null';

export class WidgetHost {
  private readonly frame: FrameLike;
  private readonly options: WidgetHostOptions;
  private readonly limits: WidgetLimits;
  private readonly listeningWindow: ListeningWindow;
  private readonly now: () => number;
  private readonly uniqueId: string;
  private readonly open = new Set<string>();
  private readonly queue: { eventName: string; data: JsonValue }[] = [];
  private readonly listener = (event: MessageEvent): void => this.receiveFromWindow(event);
  private currentState: WidgetState = 'waiting';
  private port: MessagePort | null = null;
  private secondStarted = Number.NEGATIVE_INFINITY;
  private messagesInSecond = 0;
  private loads = 0;
  private refusedMessages = 0;

  constructor(frame: FrameLike, options: WidgetHostOptions) {
    this.frame = frame;
    this.options = options;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.listeningWindow = options.window ?? (globalThis as unknown as ListeningWindow);
    this.now = options.now ?? (() => performance.now());
    this.uniqueId = (options.nonce ?? randomNonce)();
    this.listeningWindow.addEventListener('message', this.listener);
  }

  get state(): WidgetState {
    return this.currentState;
  }

  /** How many messages of this frame were ignored; for diagnostics. */
  get refused(): number {
    return this.refusedMessages;
  }

  /**
   * Reports a `load` event of the frame. The first is the widget itself; another one means that the frame went
   * elsewhere, and whoever is there now must not get data.
   */
  frameLoaded(): void {
    this.loads += 1;
    if (this.loads > 1 && this.isLive()) {
      this.end('stopped', 'navigated');
    }
  }

  /** Answers a request once. Returns false when there is no such open request. */
  respond(promiseId: string, ok: boolean, result: JsonValue): boolean {
    if (this.currentState !== 'registered' || !this.open.delete(promiseId)) {
      return false;
    }
    this.post({
      type: 'FRAMEWORK.EVENT',
      eventName: ok ? 'EVENT_RESPONSE' : 'EVENT_RESPONSE_FAILURE',
      promiseid: promiseId,
      data: result,
    });
    return true;
  }

  /** Sends an event, at once or, before the widget registered, right after its context. */
  push(eventName: string, data: JsonValue): boolean {
    if (this.currentState === 'registered') {
      this.post({ type: 'FRAMEWORK.EVENT', eventName, data });
      return true;
    }
    if (this.currentState !== 'waiting' || this.queue.length >= this.limits.queuedEvents) {
      return false;
    }
    this.queue.push({ eventName, data });
    return true;
  }

  /** Ends the conversation; safe to call twice. */
  dispose(): void {
    if (this.isLive()) {
      this.end('closed', 'disposed');
    }
  }

  private isLive(): boolean {
    return this.currentState === 'waiting' || this.currentState === 'registered';
  }

  private receiveFromWindow(event: MessageEvent): void {
    const source = this.frame.contentWindow;
    if (source === null || event.source === null || event.source !== (source as unknown)) {
      return;
    }
    if (!this.admit()) {
      return;
    }
    if (event.origin !== OPAQUE_ORIGIN) {
      this.refuse();
      return;
    }
    const message = this.read(event.data);
    if (message === null) {
      return;
    }
    if (this.currentState === 'waiting') {
      if (message.eventName === 'REGISTER') {
        this.register(event.ports?.[0] ?? null);
      } else {
        this.refuse();
      }
    } else if (this.port === null) {
      this.dispatch(message);
    } else {
      // This widget speaks through its port; what comes by the window is somebody else in the same frame.
      this.refuse();
    }
  }

  private receiveFromPort(data: unknown): void {
    if (!this.admit()) {
      return;
    }
    const message = this.read(data);
    if (message !== null) {
      this.dispatch(message);
    }
  }

  /** Counts a message of the frame, good or bad, and stops a frame that sends too many. */
  private admit(): boolean {
    if (!this.isLive()) {
      return false;
    }
    const time = this.now();
    if (time - this.secondStarted >= 1000) {
      this.secondStarted = time;
      this.messagesInSecond = 0;
    }
    this.messagesInSecond += 1;
    if (this.messagesInSecond > this.limits.messagesPerSecond) {
      this.end('stopped', 'flood');
      return false;
    }
    return true;
  }

  private read(raw: unknown): Incoming | null {
    let value = raw;
    if (typeof value === 'string') {
      if (value.length > this.limits.messageBytes) {
        this.refuse();
        return null;
      }
      try {
        value = JSON.parse(value);
      } catch {
        this.refuse();
        return null;
      }
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      this.refuse();
      return null;
    }
    const type = ownString(value, 'type');
    const eventName = ownString(value, 'eventName');
    if (type !== 'SDK.EVENT' || eventName === null) {
      this.refuse();
      return null;
    }
    return {
      eventName,
      uniqueId: ownString(value, 'uniqueID'),
      promiseId: ownString(value, 'promiseid'),
      data: ownValue(value, 'data'),
    };
  }

  private register(port: MessagePort | null): void {
    if (port !== null) {
      this.port = port;
      port.onmessage = (event: MessageEvent) => this.receiveFromPort(event.data);
    }
    this.currentState = 'registered';
    const { locale, localeResource = {}, model = {}, connectors = [], theme } = this.options.context();
    const data: { [key: string]: JsonValue } = { uniqueID: this.uniqueId, locale, localeResource, model, connectors };
    if (theme !== undefined) {
      data['theme'] = theme;
    }
    this.post({ type: 'FRAMEWORK.EVENT', eventName: 'SET_CONTEXT', data });
    this.options.onState?.('registered');
    for (const { eventName, data: eventData } of this.queue.splice(0)) {
      this.push(eventName, eventData);
    }
  }

  private dispatch(message: Incoming): void {
    if (message.uniqueId !== this.uniqueId) {
      this.refuse();
      return;
    }
    switch (message.eventName) {
      case 'DEREGISTER':
        this.end('closed', 'deregistered');
        break;
      case 'CRM_EVENT':
      case 'ZDK_EVENT':
        this.request(message);
        break;
      default:
        this.refuse();
    }
  }

  private request(message: Incoming): void {
    const { promiseId, eventName } = message;
    if (promiseId === null || !PROMISE_ID.test(promiseId) || this.open.has(promiseId)) {
      this.refuse();
      return;
    }
    this.open.add(promiseId);
    if (this.open.size > this.limits.openRequests) {
      this.fail(promiseId, 'TOO_MANY_REQUESTS', `More than ${this.limits.openRequests} requests are open.`);
      return;
    }
    const copy = new PlainCopy(this.limits);
    let data: JsonValue;
    try {
      data = copy.of(message.data);
    } catch (problem) {
      if (!(problem instanceof CopyRefused)) {
        throw problem;
      }
      this.fail(promiseId, problem.code, problem.message);
      return;
    }
    if (copy.files.length === 0) {
      this.options.onRequest({ promiseId, eventName, data });
      return;
    }
    Promise.all(copy.files.map(fillFile)).then(
      () => {
        if (this.open.has(promiseId)) {
          this.options.onRequest({ promiseId, eventName, data });
        }
      },
      () => this.fail(promiseId, 'FILE_UNREADABLE', 'A file of the request cannot be read.'),
    );
  }

  private fail(promiseId: string, code: string, message: string): void {
    this.refuse();
    this.respond(promiseId, false, { code, message, status: 'error' });
  }

  private refuse(): void {
    this.refusedMessages += 1;
  }

  private post(message: JsonValue): void {
    if (this.port !== null) {
      this.port.postMessage(message);
      return;
    }
    // A document with an opaque origin can only be addressed by "*". The receiver is this frame's window and none
    // else; a navigation away ends the conversation (frameLoaded). Widgets on our own SDK use the port, which dies
    // together with their document.
    this.frame.contentWindow?.postMessage(message, '*');
  }

  private end(state: 'closed' | 'stopped', reason: StopReason): void {
    this.currentState = state;
    this.listeningWindow.removeEventListener('message', this.listener);
    if (this.port !== null) {
      this.port.onmessage = null;
      this.port.close();
      this.port = null;
    }
    this.open.clear();
    this.queue.length = 0;
    this.options.onState?.(state, reason);
  }
}

interface Incoming {
  eventName: string;
  uniqueId: string | null;
  promiseId: string | null;
  data: unknown;
}

class CopyRefused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** Copies a cloned value into plain JSON values; counts as it goes, so that a huge value is left half-way. */
class PlainCopy {
  readonly files: { blob: Blob; target: { [key: string]: JsonValue } }[] = [];
  private readonly limits: WidgetLimits;
  private bytes = 0;

  constructor(limits: WidgetLimits) {
    this.limits = limits;
  }

  of(value: unknown): JsonValue {
    return this.copy(value, 0) ?? null;
  }

  private copy(value: unknown, depth: number): JsonValue | undefined {
    if (depth > this.limits.depth) {
      throw new CopyRefused('MESSAGE_TOO_DEEP', `The request is nested deeper than ${this.limits.depth} levels.`);
    }
    this.count(8);
    switch (typeof value) {
      case 'string':
        this.count(value.length);
        return value;
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) ? value : null;
      case 'bigint':
        return value.toString();
      case 'object':
        return value === null ? null : this.copyObject(value, depth);
      default:
        return undefined;
    }
  }

  private copyObject(value: object, depth: number): JsonValue | undefined {
    if (Array.isArray(value)) {
      // A sparse array claims a length without having the elements.
      this.count(value.length);
      return Array.from(value, (element) => this.copy(element, depth + 1) ?? null);
    }
    if (value instanceof Date) {
      return Number.isNaN(value.getTime()) ? null : value.toISOString();
    }
    if (typeof Blob !== 'undefined' && value instanceof Blob) {
      return this.copyFile(value);
    }
    if (!isPlain(value)) {
      return undefined;
    }
    const result: { [key: string]: JsonValue } = {};
    for (const key of Object.keys(value)) {
      if (POLLUTING_KEYS.has(key)) {
        continue;
      }
      this.count(key.length);
      const copied = this.copy((value as Record<string, unknown>)[key], depth + 1);
      if (copied !== undefined) {
        result[key] = copied;
      }
    }
    return result;
  }

  private copyFile(blob: Blob): JsonValue {
    this.count(Math.ceil(blob.size / 3) * 4);
    const file: { [key: string]: JsonValue } = {
      name: typeof File !== 'undefined' && blob instanceof File ? blob.name : '',
      type: blob.type,
      size: blob.size,
      base64: '',
    };
    this.files.push({ blob, target: file });
    return { $file: file };
  }

  private count(bytes: number): void {
    this.bytes += bytes;
    if (this.bytes > this.limits.messageBytes) {
      throw new CopyRefused('MESSAGE_TOO_LARGE', `The request is larger than ${this.limits.messageBytes} bytes.`);
    }
  }
}

async function fillFile(file: { blob: Blob; target: { [key: string]: JsonValue } }): Promise<void> {
  const bytes = new Uint8Array(await file.blob.arrayBuffer());
  let binary = '';
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  file.target['base64'] = btoa(binary);
}

/** Structured clones arrive with this realm's prototypes; maps, sets, buffers and the like are not JSON. */
function isPlain(value: object): boolean {
  return Object.prototype.toString.call(value) === '[object Object]';
}

function ownValue(target: object, key: string): unknown {
  return Object.prototype.hasOwnProperty.call(target, key) ? (target as Record<string, unknown>)[key] : undefined;
}

function ownString(target: object, key: string): string | null {
  const value = ownValue(target, key);
  return typeof value === 'string' && value.length <= 2048 ? value : null;
}

function randomNonce(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return 'w' + Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * The address to open in the frame: the widget's own address plus what its SDK reads from the query. Returns null for
 * an address that is not plain http or https.
 */
export function widgetUrl(
  source: string,
  base: string,
  parameters: { serviceOrigin: string; locale: string; theme?: string; devMode?: boolean },
): string | null {
  let url: URL;
  try {
    url = new URL(source, base);
  } catch {
    return null;
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return null;
  }
  url.searchParams.set('serviceOrigin', parameters.serviceOrigin);
  url.searchParams.set('locale', parameters.locale);
  if (parameters.theme !== undefined) {
    url.searchParams.set('theme', parameters.theme);
  }
  if (parameters.devMode === true) {
    url.searchParams.set('isDevMode', 'true');
  }
  return url.href;
}
