// A fake host window and widget window with asynchronous, cloning postMessage, as browsers have it.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

export const HOST_ORIGIN = 'https://crm.example';

export async function settle() {
  for (let turn = 0; turn < 12; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
  }
}

export class FakeWindow {
  constructor(name) {
    this.name = name;
    this.listeners = new Map();
    this.received = [];
  }

  addEventListener(type, listener) {
    this.listeners.set(type, [...(this.listeners.get(type) ?? []), listener]);
  }

  removeEventListener(type, listener) {
    this.listeners.set(
      type,
      (this.listeners.get(type) ?? []).filter((known) => known !== listener),
    );
  }

  emit(type, event) {
    for (const listener of [...(this.listeners.get(type) ?? [])]) {
      listener(event);
    }
  }

  /** Delivers at once, as if `source` had posted. */
  deliver(data, { source, origin = 'null', ports = [] }) {
    this.received.push({ data, origin });
    this.emit('message', { data, source, origin, ports });
  }
}

class FakePort {
  constructor() {
    this.closed = false;
    this.onmessage = null;
  }

  postMessage(data) {
    const copy = structuredClone(data);
    const { other } = this;
    queueMicrotask(() => {
      if (!this.closed && !other.closed) {
        other.onmessage?.({ data: copy });
      }
    });
  }

  close() {
    this.closed = true;
  }
}

export class FakeChannel {
  constructor() {
    this.port1 = new FakePort();
    this.port2 = new FakePort();
    this.port1.other = this.port2;
    this.port2.other = this.port1;
  }
}

/**
 * A pair of windows. What the widget posts to its parent reaches `host` only when the target origin fits;
 * `withPorts: false` plays a widget whose SDK knows no ports.
 */
export function windowPair({
  search = `?serviceOrigin=${encodeURIComponent(HOST_ORIGIN)}&locale=ru_RU`,
  withPorts = true,
} = {}) {
  const host = new FakeWindow('host');
  const widget = new FakeWindow('widget');
  widget.posted = [];
  widget.postMessage = (data, targetOrigin) => {
    const copy = structuredClone(data);
    widget.posted.push({ data: copy, targetOrigin });
    queueMicrotask(() => widget.emit('message', { data: copy, source: host, origin: HOST_ORIGIN, ports: [] }));
  };
  host.postMessage = (data, targetOrigin, transfer = []) => {
    const copy = structuredClone(data);
    if (targetOrigin === HOST_ORIGIN) {
      queueMicrotask(() => host.deliver(copy, { source: widget, ports: withPorts ? transfer : [] }));
    }
  };
  widget.parent = host;
  widget.location = new URL(`https://crm.example/widgets/sample/widget.html${search}`);
  return { host, widget, frame: { contentWindow: widget } };
}

const sdkFile = new URL('../../main/resources/META-INF/resources/widget-sdk/v1/atelier-widget-sdk.js', import.meta.url);

/** Runs the committed SDK inside the fake widget window. */
export function loadSdk(widget) {
  const errors = [];
  vm.runInNewContext(readFileSync(sdkFile, 'utf8'), {
    window: widget,
    URL,
    URLSearchParams,
    MessageChannel: FakeChannel,
    console: { error: (problem) => errors.push(problem) },
  });
  return { ZOHO: widget.ZOHO, Atelier: widget.Atelier, errors };
}
