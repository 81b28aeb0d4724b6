// Runs before any tenant code of a call: keeps the intrinsics it needs and hands out frozen objects only.
(function (hostCall, hostCode, hostText, hostLog, settle) {
    'use strict';
    const { parse, stringify } = JSON;
    const { apply, defineProperty, deleteProperty, ownKeys } = Reflect;
    const { freeze } = Object;
    const P = Promise;
    const then = P.prototype.then;
    const E = Error;
    const TE = TypeError;
    const Str = String;
    const slice = Str.prototype.slice;
    const MAX_TEXT = 8000;

    const allowed = { __proto__: null };
    for (const name of ('Object Function Array String Date Number Boolean RegExp Math JSON NaN Infinity undefined isNaN '
        + 'isFinite parseFloat parseInt encodeURI encodeURIComponent decodeURI decodeURIComponent eval escape unescape '
        + 'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError ArrayBuffer Int8Array '
        + 'Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float16Array Float32Array '
        + 'Float64Array BigInt64Array BigUint64Array DataView BigInt Map Set WeakMap WeakSet Symbol Reflect Proxy Promise '
        + 'Iterator globalThis WeakRef FinalizationRegistry TextEncoder TextDecoder Intl queueMicrotask').split(' ')) {
        allowed[name] = true;
    }
    for (const key of ownKeys(globalThis)) {
        if (typeof key === 'string' && !allowed[key]) {
            deleteProperty(globalThis, key);
        }
    }

    const cut = text => (text.length > MAX_TEXT ? apply(slice, text, [0, MAX_TEXT]) : text);
    const property = (holder, name) => {
        try {
            const value = holder[name];
            return value === undefined || value === null ? '' : cut(Str(value));
        } catch {
            return '';
        }
    };
    const show = value => {
        if (typeof value === 'string') {
            return value;
        }
        try {
            if (value instanceof E) {
                return property(value, 'stack') || property(value, 'name') + ': ' + property(value, 'message');
            }
            if (value !== null && typeof value === 'object') {
                const json = stringify(value);
                return json === undefined ? Str(value) : json;
            }
            return Str(value);
        } catch {
            return '[not printable]';
        }
    };

    const good = value => {
        const json = stringify(value);
        settle('', json === undefined ? 'null' : json, '', '');
    };
    const bad = error => {
        if (error !== null && (typeof error === 'object' || typeof error === 'function')) {
            settle(property(error, 'name') || 'Error', property(error, 'message') || cut(show(error)), property(error, 'stack'), '!');
        } else {
            settle('Error', cut(show(error)), '', '!');
        }
    };
    const finish = value => {
        try {
            good(value);
        } catch (error) {
            bad(error);
        }
    };

    const call = (operation, parameters) => {
        const answer = hostCall(operation, stringify(parameters));
        if (answer === null) {
            const error = new E(hostText());
            defineProperty(error, 'code', {
                __proto__: null, value: hostCode(), writable: true, enumerable: true, configurable: true,
            });
            throw error;
        }
        return parse(answer);
    };
    const sealed = members => {
        for (const key of ownKeys(members)) {
            freeze(members[key]);
        }
        return freeze(members);
    };
    const logger = () => {
        const at = level => (...values) => {
            let text = '';
            for (let i = 0; i < values.length; i++) {
                text += (i === 0 ? '' : ' ') + show(values[i]);
            }
            hostLog(level, text, property(new E(), 'stack'));
        };
        return { __proto__: null, debug: at('DEBUG'), log: at('INFO'), info: at('INFO'), warn: at('WARN'), error: at('ERROR') };
    };

    const crm = sealed({
        __proto__: null,
        records: sealed({
            __proto__: null,
            get: (module, id) => call('records.get', [module, id]),
            list: (module, options) => call('records.list', [module, options]),
            search: (module, criteria, options) => call('records.search', [module, criteria, options]),
            create: (module, data) => call('records.create', [module, data]),
            update: (module, id, data) => call('records.update', [module, id, data]),
            delete: (module, id) => call('records.delete', [module, id]),
        }),
        functions: sealed({
            __proto__: null,
            call: (name, args) => call('functions.call', [name, args]),
        }),
        log: sealed(logger()),
    });
    defineProperty(globalThis, 'console', {
        __proto__: null, value: sealed(logger()), writable: false, enumerable: false, configurable: false,
    });

    return (exports, argsJson) => {
        let result;
        try {
            const entry = exports.default ?? exports.main;
            if (typeof entry !== 'function') {
                throw new TE('The module must export a function as default or as main');
            }
            result = entry(parse(argsJson), crm);
        } catch (error) {
            bad(error);
            return;
        }
        if (result !== null && typeof result === 'object' && result instanceof P) {
            apply(then, result, [finish, bad]);
        } else {
            finish(result);
        }
    };
})
