// Built from widget-sdk/src/main/typescript. Do not edit: run "npm run build" in widget-sdk.
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
export type JsonValue = null | boolean | number | string | JsonValue[] | {
    [key: string]: JsonValue;
};
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
export declare const DEFAULT_LIMITS: Readonly<WidgetLimits>;
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
export declare class WidgetHost {
    private readonly frame;
    private readonly options;
    private readonly limits;
    private readonly listeningWindow;
    private readonly now;
    private readonly uniqueId;
    private readonly open;
    private readonly queue;
    private readonly listener;
    private currentState;
    private port;
    private secondStarted;
    private messagesInSecond;
    private loads;
    private refusedMessages;
    constructor(frame: FrameLike, options: WidgetHostOptions);
    get state(): WidgetState;
    /** How many messages of this frame were ignored; for diagnostics. */
    get refused(): number;
    /**
     * Reports a `load` event of the frame. The first is the widget itself; another one means that the frame went
     * elsewhere, and whoever is there now must not get data.
     */
    frameLoaded(): void;
    /** Answers a request once. Returns false when there is no such open request. */
    respond(promiseId: string, ok: boolean, result: JsonValue): boolean;
    /** Sends an event, at once or, before the widget registered, right after its context. */
    push(eventName: string, data: JsonValue): boolean;
    /** Ends the conversation; safe to call twice. */
    dispose(): void;
    private isLive;
    private receiveFromWindow;
    private receiveFromPort;
    /** Counts a message of the frame, good or bad, and stops a frame that sends too many. */
    private admit;
    private read;
    private register;
    private dispatch;
    private request;
    private fail;
    private refuse;
    private post;
    private end;
}
/**
 * The address to open in the frame: the widget's own address plus what its SDK reads from the query. Returns null for
 * an address that is not plain http or https.
 */
export declare function widgetUrl(source: string, base: string, parameters: {
    serviceOrigin: string;
    locale: string;
    theme?: string;
    devMode?: boolean;
}): string | null;
