// Built from widget-sdk/src/main/typescript. Do not edit: run "npm run build" in widget-sdk.
var __defProp = Object.defineProperty;
var __defNormalProp = (obj, key, value) => key in obj ? __defProp(obj, key, { enumerable: true, configurable: true, writable: true, value }) : obj[key] = value;
var __publicField = (obj, key, value) => __defNormalProp(obj, typeof key !== "symbol" ? key + "" : key, value);

// src/main/typescript/widget-host.ts
var DEFAULT_LIMITS = {
  messagesPerSecond: 200,
  messageBytes: 1024 * 1024,
  depth: 32,
  openRequests: 100,
  queuedEvents: 50
};
var POLLUTING_KEYS = /* @__PURE__ */ new Set(["__proto__", "constructor", "prototype"]);
var PROMISE_ID = /^[A-Za-z0-9_.:-]{1,64}$/;
var OPAQUE_ORIGIN = "null";
var WidgetHost = class {
  constructor(frame, options) {
    __publicField(this, "frame");
    __publicField(this, "options");
    __publicField(this, "limits");
    __publicField(this, "listeningWindow");
    __publicField(this, "now");
    __publicField(this, "uniqueId");
    __publicField(this, "open", /* @__PURE__ */ new Set());
    __publicField(this, "queue", []);
    __publicField(this, "listener", (event) => this.receiveFromWindow(event));
    __publicField(this, "currentState", "waiting");
    __publicField(this, "port", null);
    __publicField(this, "secondStarted", Number.NEGATIVE_INFINITY);
    __publicField(this, "messagesInSecond", 0);
    __publicField(this, "loads", 0);
    __publicField(this, "refusedMessages", 0);
    this.frame = frame;
    this.options = options;
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.listeningWindow = options.window ?? globalThis;
    this.now = options.now ?? (() => performance.now());
    this.uniqueId = (options.nonce ?? randomNonce)();
    this.listeningWindow.addEventListener("message", this.listener);
  }
  get state() {
    return this.currentState;
  }
  /** How many messages of this frame were ignored; for diagnostics. */
  get refused() {
    return this.refusedMessages;
  }
  /**
   * Reports a `load` event of the frame. The first is the widget itself; another one means that the frame went
   * elsewhere, and whoever is there now must not get data.
   */
  frameLoaded() {
    this.loads += 1;
    if (this.loads > 1 && this.isLive()) {
      this.end("stopped", "navigated");
    }
  }
  /** Answers a request once. Returns false when there is no such open request. */
  respond(promiseId, ok, result) {
    if (this.currentState !== "registered" || !this.open.delete(promiseId)) {
      return false;
    }
    this.post({
      type: "FRAMEWORK.EVENT",
      eventName: ok ? "EVENT_RESPONSE" : "EVENT_RESPONSE_FAILURE",
      promiseid: promiseId,
      data: result
    });
    return true;
  }
  /** Sends an event, at once or, before the widget registered, right after its context. */
  push(eventName, data) {
    if (this.currentState === "registered") {
      this.post({ type: "FRAMEWORK.EVENT", eventName, data });
      return true;
    }
    if (this.currentState !== "waiting" || this.queue.length >= this.limits.queuedEvents) {
      return false;
    }
    this.queue.push({ eventName, data });
    return true;
  }
  /** Ends the conversation; safe to call twice. */
  dispose() {
    if (this.isLive()) {
      this.end("closed", "disposed");
    }
  }
  isLive() {
    return this.currentState === "waiting" || this.currentState === "registered";
  }
  receiveFromWindow(event) {
    const source = this.frame.contentWindow;
    if (source === null || event.source === null || event.source !== source) {
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
    if (this.currentState === "waiting") {
      if (message.eventName === "REGISTER") {
        this.register(event.ports?.[0] ?? null);
      } else {
        this.refuse();
      }
    } else if (this.port === null) {
      this.dispatch(message);
    } else {
      this.refuse();
    }
  }
  receiveFromPort(data) {
    if (!this.admit()) {
      return;
    }
    const message = this.read(data);
    if (message !== null) {
      this.dispatch(message);
    }
  }
  /** Counts a message of the frame, good or bad, and stops a frame that sends too many. */
  admit() {
    if (!this.isLive()) {
      return false;
    }
    const time = this.now();
    if (time - this.secondStarted >= 1e3) {
      this.secondStarted = time;
      this.messagesInSecond = 0;
    }
    this.messagesInSecond += 1;
    if (this.messagesInSecond > this.limits.messagesPerSecond) {
      this.end("stopped", "flood");
      return false;
    }
    return true;
  }
  read(raw) {
    let value = raw;
    if (typeof value === "string") {
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
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      this.refuse();
      return null;
    }
    const type = ownString(value, "type");
    const eventName = ownString(value, "eventName");
    if (type !== "SDK.EVENT" || eventName === null) {
      this.refuse();
      return null;
    }
    return {
      eventName,
      uniqueId: ownString(value, "uniqueID"),
      promiseId: ownString(value, "promiseid"),
      data: ownValue(value, "data")
    };
  }
  register(port) {
    if (port !== null) {
      this.port = port;
      port.onmessage = (event) => this.receiveFromPort(event.data);
    }
    this.currentState = "registered";
    const { locale, localeResource = {}, model = {}, connectors = [], theme } = this.options.context();
    const data = { uniqueID: this.uniqueId, locale, localeResource, model, connectors };
    if (theme !== void 0) {
      data["theme"] = theme;
    }
    this.post({ type: "FRAMEWORK.EVENT", eventName: "SET_CONTEXT", data });
    this.options.onState?.("registered");
    for (const { eventName, data: eventData } of this.queue.splice(0)) {
      this.push(eventName, eventData);
    }
  }
  dispatch(message) {
    if (message.uniqueId !== this.uniqueId) {
      this.refuse();
      return;
    }
    switch (message.eventName) {
      case "DEREGISTER":
        this.end("closed", "deregistered");
        break;
      case "CRM_EVENT":
      case "ZDK_EVENT":
        this.request(message);
        break;
      default:
        this.refuse();
    }
  }
  request(message) {
    const { promiseId, eventName } = message;
    if (promiseId === null || !PROMISE_ID.test(promiseId) || this.open.has(promiseId)) {
      this.refuse();
      return;
    }
    this.open.add(promiseId);
    if (this.open.size > this.limits.openRequests) {
      this.fail(promiseId, "TOO_MANY_REQUESTS", `More than ${this.limits.openRequests} requests are open.`);
      return;
    }
    const copy = new PlainCopy(this.limits);
    let data;
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
      () => this.fail(promiseId, "FILE_UNREADABLE", "A file of the request cannot be read.")
    );
  }
  fail(promiseId, code, message) {
    this.refuse();
    this.respond(promiseId, false, { code, message, status: "error" });
  }
  refuse() {
    this.refusedMessages += 1;
  }
  post(message) {
    if (this.port !== null) {
      this.port.postMessage(message);
      return;
    }
    this.frame.contentWindow?.postMessage(message, "*");
  }
  end(state, reason) {
    this.currentState = state;
    this.listeningWindow.removeEventListener("message", this.listener);
    if (this.port !== null) {
      this.port.onmessage = null;
      this.port.close();
      this.port = null;
    }
    this.open.clear();
    this.queue.length = 0;
    this.options.onState?.(state, reason);
  }
};
var CopyRefused = class extends Error {
  constructor(code, message) {
    super(message);
    __publicField(this, "code");
    this.code = code;
  }
};
var PlainCopy = class {
  constructor(limits) {
    __publicField(this, "files", []);
    __publicField(this, "limits");
    __publicField(this, "bytes", 0);
    this.limits = limits;
  }
  of(value) {
    return this.copy(value, 0) ?? null;
  }
  copy(value, depth) {
    if (depth > this.limits.depth) {
      throw new CopyRefused("MESSAGE_TOO_DEEP", `The request is nested deeper than ${this.limits.depth} levels.`);
    }
    this.count(8);
    switch (typeof value) {
      case "string":
        this.count(value.length);
        return value;
      case "boolean":
        return value;
      case "number":
        return Number.isFinite(value) ? value : null;
      case "bigint":
        return value.toString();
      case "object":
        return value === null ? null : this.copyObject(value, depth);
      default:
        return void 0;
    }
  }
  copyObject(value, depth) {
    if (Array.isArray(value)) {
      this.count(value.length);
      return Array.from(value, (element) => this.copy(element, depth + 1) ?? null);
    }
    if (value instanceof Date) {
      return Number.isNaN(value.getTime()) ? null : value.toISOString();
    }
    if (typeof Blob !== "undefined" && value instanceof Blob) {
      return this.copyFile(value);
    }
    if (!isPlain(value)) {
      return void 0;
    }
    const result = {};
    for (const key of Object.keys(value)) {
      if (POLLUTING_KEYS.has(key)) {
        continue;
      }
      this.count(key.length);
      const copied = this.copy(value[key], depth + 1);
      if (copied !== void 0) {
        result[key] = copied;
      }
    }
    return result;
  }
  copyFile(blob) {
    this.count(Math.ceil(blob.size / 3) * 4);
    const file = {
      name: typeof File !== "undefined" && blob instanceof File ? blob.name : "",
      type: blob.type,
      size: blob.size,
      base64: ""
    };
    this.files.push({ blob, target: file });
    return { $file: file };
  }
  count(bytes) {
    this.bytes += bytes;
    if (this.bytes > this.limits.messageBytes) {
      throw new CopyRefused("MESSAGE_TOO_LARGE", `The request is larger than ${this.limits.messageBytes} bytes.`);
    }
  }
};
async function fillFile(file) {
  const bytes = new Uint8Array(await file.blob.arrayBuffer());
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  file.target["base64"] = btoa(binary);
}
function isPlain(value) {
  return Object.prototype.toString.call(value) === "[object Object]";
}
function ownValue(target, key) {
  return Object.prototype.hasOwnProperty.call(target, key) ? target[key] : void 0;
}
function ownString(target, key) {
  const value = ownValue(target, key);
  return typeof value === "string" && value.length <= 2048 ? value : null;
}
function randomNonce() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return "w" + Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
function widgetUrl(source, base, parameters) {
  let url;
  try {
    url = new URL(source, base);
  } catch {
    return null;
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    return null;
  }
  url.searchParams.set("serviceOrigin", parameters.serviceOrigin);
  url.searchParams.set("locale", parameters.locale);
  if (parameters.theme !== void 0) {
    url.searchParams.set("theme", parameters.theme);
  }
  if (parameters.devMode === true) {
    url.searchParams.set("isDevMode", "true");
  }
  return url.href;
}
export {
  DEFAULT_LIMITS,
  WidgetHost,
  widgetUrl
};
