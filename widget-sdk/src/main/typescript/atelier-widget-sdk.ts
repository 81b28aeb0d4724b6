/**
 * The SDK that a widget loads: `ZOHO`, compatible with version 1 of Zoho's widget API, and `Atelier`, the same calls
 * with types, plain names and errors that are errors.
 *
 * A widget page includes it as a classic script, then calls `ZOHO.embeddedApp.init()` or `Atelier.init()`. The host
 * passes its own origin in the query parameter `serviceOrigin`; nothing is ever sent to any other origin.
 */

export type Fields = Record<string, unknown>;

export interface WidgetContext {
  locale: string;
  localeResource: Fields;
  model: Fields;
  /** `light` or `dark` on Atelier; undefined elsewhere. */
  theme?: string;
}

/** What a detail page or a button passes with `PageLoad`; a web tab passes its own data. */
export interface PageLoad {
  Entity?: string;
  EntityId?: string[] | string;
  [key: string]: unknown;
}

export interface PageInfo {
  page?: number;
  per_page?: number;
  count?: number;
  more_records?: boolean;
}

export interface RecordPage {
  data: Fields[];
  info: PageInfo;
}

export interface ListOptions {
  fields?: string[];
  sort_order?: 'asc' | 'desc';
  sort_by?: string;
  cvid?: string;
  page?: number;
  per_page?: number;
}

export interface WriteOptions {
  /** Which automation runs, for example `['workflow']`; an empty list runs none. */
  trigger?: string[];
}

export interface WriteResult {
  code: string;
  status: string;
  message: string;
  details: Fields;
}

/** A refused call: `code` as in the REST API, `details` as the server gave them. */
export class AtelierError extends Error {
  readonly code: string;
  readonly details: unknown;

  constructor(code: string, message: string, details?: unknown) {
    super(message);
    this.name = 'AtelierError';
    this.code = code;
    this.details = details;
  }
}

type Listener = (data: any) => unknown;

interface Envelope {
  type?: unknown;
  eventName?: unknown;
  promiseid?: unknown;
  data?: unknown;
}

interface Pending {
  resolve: (value: any) => void;
  reject: (reason: unknown) => void;
}

/** One conversation with the host. */
class Connection {
  private readonly pending = new Map<string, Pending>();
  private readonly listeners = new Map<string, Listener[]>();
  private readonly parameters: URLSearchParams;
  private readonly appOrigin: string;
  private readonly hostOrigin: string | null;
  private initialised: Promise<void> | null = null;
  private announce: (() => void) | null = null;
  private port: MessagePort | null = null;
  private uniqueId: string | null = null;
  private nextPromise = 100;
  private currentContext: WidgetContext | null = null;
  readonly firstPage: Promise<PageLoad>;

  constructor(private readonly view: Window) {
    const { protocol, host, pathname, search } = view.location;
    this.parameters = new URLSearchParams(search);
    this.appOrigin = encodeURIComponent(`${protocol}//${host}${pathname}`);
    this.hostOrigin = plainOrigin(this.parameters.get('serviceOrigin'));
    this.firstPage = new Promise((resolve) => this.on('PageLoad', resolve));
  }

  get context(): WidgetContext {
    if (this.currentContext === null) {
      throw new AtelierError('NOT_INITIALISED', 'Call init() and wait for it first.');
    }
    return this.currentContext;
  }

  on(eventName: string, listener: Listener): void {
    if (typeof listener !== 'function') {
      return;
    }
    const known = this.listeners.get(eventName);
    if (known === undefined) {
      this.listeners.set(eventName, [listener]);
    } else {
      known.push(listener);
    }
  }

  init(): Promise<void> {
    this.initialised ??= this.register();
    return this.initialised;
  }

  request<T = any>(data: Fields, eventName = 'CRM_EVENT'): Promise<T> {
    if (this.uniqueId === null) {
      return Promise.reject(new AtelierError('NOT_INITIALISED', 'Call init() and wait for it first.'));
    }
    const promiseid = `Promise${this.nextPromise++}`;
    return new Promise<T>((resolve, reject) => {
      this.pending.set(promiseid, { resolve, reject });
      try {
        this.post({
          type: 'SDK.EVENT',
          eventName,
          uniqueID: this.uniqueId,
          time: Date.now(),
          promiseid,
          data: { ...data, sdkVersion: '1' },
        });
      } catch (problem) {
        this.pending.delete(promiseid);
        reject(problem);
      }
    });
  }

  private register(): Promise<void> {
    const hostOrigin = this.hostOrigin;
    if (hostOrigin === null) {
      return Promise.reject(
        new AtelierError('NO_HOST', 'This page is not open as a widget: the address has no serviceOrigin.'),
      );
    }
    return new Promise<void>((resolve) => {
      this.announce = resolve;
      this.view.addEventListener('message', (event) => {
        if (event.source === this.view.parent && event.origin === hostOrigin) {
          this.receive(event.data);
        }
      });
      this.view.addEventListener('pagehide', () => {
        if (this.uniqueId !== null) {
          this.post({ type: 'SDK.EVENT', eventName: 'DEREGISTER', uniqueID: this.uniqueId });
        }
      });
      // A host that takes the port answers by it; one that does not answers by the window.
      const channel = new MessageChannel();
      channel.port1.onmessage = (event) => {
        this.port ??= channel.port1;
        this.receive(event.data);
      };
      const registration = { type: 'SDK.EVENT', eventName: 'REGISTER', appOrigin: this.appOrigin };
      this.view.parent.postMessage(registration, hostOrigin, [channel.port2]);
    });
  }

  private post(message: Fields): void {
    const stamped = { ...message, appOrigin: this.appOrigin };
    if (this.port !== null) {
      this.port.postMessage(stamped);
    } else {
      this.view.parent.postMessage(stamped, this.hostOrigin as string);
    }
  }

  private receive(raw: unknown): void {
    const message = parse(raw);
    if (message === null || message.type !== 'FRAMEWORK.EVENT' || typeof message.eventName !== 'string') {
      return;
    }
    switch (message.eventName) {
      case 'SET_CONTEXT':
        this.setContext((message.data ?? {}) as Fields);
        break;
      case 'EVENT_RESPONSE':
        this.take(message.promiseid)?.resolve(message.data);
        break;
      case 'EVENT_RESPONSE_FAILURE':
        this.take(message.promiseid)?.reject(message.data);
        break;
      default:
        this.notify(message.eventName, message.data);
    }
  }

  private setContext(data: Fields): void {
    if (this.uniqueId !== null) {
      return;
    }
    this.uniqueId = String(data['uniqueID'] ?? '');
    this.currentContext = {
      locale: String(data['locale'] ?? this.parameters.get('locale') ?? 'en_US'),
      localeResource: (data['localeResource'] ?? {}) as Fields,
      model: (data['model'] ?? {}) as Fields,
    };
    const theme = data['theme'] ?? this.parameters.get('theme');
    if (theme === 'light' || theme === 'dark') {
      this.currentContext.theme = theme;
    }
    this.announce?.();
  }

  private take(promiseId: unknown): Pending | undefined {
    const pending = this.pending.get(String(promiseId));
    this.pending.delete(String(promiseId));
    return pending;
  }

  private notify(eventName: string, data: unknown): void {
    for (const listener of [...(this.listeners.get(eventName) ?? [])]) {
      try {
        listener(data);
      } catch (problem) {
        // One listener's mistake must not keep the event from the others.
        console.error(problem);
      }
    }
  }
}

function parse(raw: unknown): Envelope | null {
  let value = raw;
  if (typeof value === 'string') {
    try {
      value = JSON.parse(value);
    } catch {
      return null;
    }
  }
  return typeof value === 'object' && value !== null ? (value as Envelope) : null;
}

function plainOrigin(text: string | null): string | null {
  try {
    const { protocol, origin } = new URL(text ?? '');
    return protocol === 'http:' || protocol === 'https:' ? origin : null;
  } catch {
    return null;
  }
}

function zohoApi(connection: Connection) {
  const call = (data: Fields): Promise<any> => connection.request(data);
  const ui = (action: unknown, data?: unknown): Promise<any> => call({ category: 'UI', action, data });
  const read = (data: Fields): Promise<any> => call({ category: 'READ', APIData: data });
  const meta = (type: string, data?: Fields): Promise<any> => call({ ...data, category: 'META', type });
  const config = (type: string, nameSpace?: unknown, data?: unknown): Promise<any> =>
    call({ category: 'CONFIG', type, nameSpace, APIData: data });
  const create = (type: string, data: Fields, content: unknown): Promise<any> =>
    call({ category: 'CREATE', type, Entity: data['Entity'], RelatedID: data['RecordID'], APIData: content });
  const approvals = (action: string, data?: Fields): Promise<any> => call({ ...data, category: 'APPROVALS', action });
  const connector = (nameSpace: string, data: unknown, type?: string): Promise<any> =>
    call({ category: 'CONNECTOR', nameSpace, data, type });
  const http =
    (verb: string) =>
    (data: Fields): Promise<any> => {
      let url = String(data['url'] ?? '');
      if (url === '') {
        return Promise.reject({ Message: 'Url missing' });
      }
      const parameters = Object.entries((data['params'] ?? {}) as Fields)
        .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
        .join('&');
      if (parameters !== '') {
        url += (url.includes('?') ? '&' : '?') + parameters;
      }
      return connector(`wget.${verb}`, {
        url,
        Header: data['headers'],
        Body: data['body'],
        CONTENT_TYPE: data['CONTENT_TYPE'],
        RESPONSE_TYPE: data['RESPONSE_TYPE'],
        PARTS: data['PARTS'],
        PARTS_BOUNDARY: data['PART_BOUNDARY'],
        FILE: data['FILE'],
      });
    };
  const recordUi = (action: string, data: Fields): Promise<any> =>
    ui({ record: action }, { Entity: data['Entity'], RecordID: data['RecordID'], target: data['Target'] });

  return {
    embeddedApp: {
      on: (eventName: string, listener: Listener): void => connection.on(eventName, listener),
      init: (): Promise<void> => connection.init(),
    },
    CRM: {
      API: {
        getRecord: (data: Fields) => read(data),
        getAllRecords: (data: Fields) => read(data),
        getRelatedRecords: (data: Fields) => read(data),
        insertRecord: (data: Fields) =>
          create('RECORD', { Entity: data['Entity'] }, { ...(data['APIData'] as Fields), trigger: data['Trigger'] }),
        upsertRecord: (data: Fields) => {
          const fields = data['duplicate_check_fields'];
          const content: Fields = { ...(data['APIData'] as Fields), trigger: data['Trigger'], action: 'UPSERT' };
          if (Array.isArray(fields)) {
            content['duplicate_check_fields'] = fields.join(',');
          }
          return create('RECORD', { Entity: data['Entity'] }, content);
        },
        updateRecord: (data: Fields) =>
          call({
            category: 'UPDATE',
            type: 'RECORD',
            Entity: data['Entity'],
            APIData: { ...(data['APIData'] as Fields), trigger: data['Trigger'] },
          }),
        deleteRecord: (data: Fields) =>
          call({ category: 'DELETE', type: 'RECORD', Entity: data['Entity'], RecordID: data['RecordID'] }),
        searchRecord: (data: Fields) => call({ category: 'SEARCH', APIData: data }),
        coql: (data: Fields) => call({ category: 'QUERY', APIData: data }),
        addNotes: (data: Fields) =>
          create('NOTES', data, { data: [{ Note_Title: data['Title'], Note_Content: data['Content'] }] }),
        attachFile: (data: Fields) => {
          const file = (data['File'] ?? {}) as Fields;
          return create('ATTACHMENT', data, { FileName: file['Name'], FileData: file['Content'] });
        },
        uploadFile: (file: File) => call({ category: 'FILES', type: 'UPLOAD_FILE', FileData: file }),
        getFile: (data: Fields) => call({ ...data, category: 'FILES', type: 'DOWNLOAD_FILE' }),
        updateRelatedRecords: (data: Fields) =>
          call({
            category: 'UPDATE',
            type: 'RELATED_RECORD',
            Entity: data['Entity'],
            RecordID: data['RecordID'],
            RelatedList: data['RelatedList'],
            RelatedRecordID: data['RelatedRecordID'],
            APIData: data['APIData'],
          }),
        delinkRelatedRecord: (data: Fields) =>
          call({
            category: 'DELETE',
            type: 'RELATED_RECORD',
            Entity: data['Entity'],
            RecordID: data['RecordID'],
            RelatedList: data['RelatedList'],
            RelatedRecordID: data['RelatedRecordID'],
          }),
        getBluePrint: (data: Fields) => call({ ...data, category: 'BLUEPRINT', action: 'GET_BLUEPRINT_STATUS' }),
        updateBluePrint: (data: Fields) => call({ ...data, category: 'BLUEPRINT', action: 'UPDATE_BLUEPRINT_STATUS' }),
        getAllUsers: (data: Fields) => call({ ...data, category: 'USER' }),
        getUser: (data: Fields) => call({ ...data, category: 'USER' }),
        getAllProfiles: (data?: Fields) => call({ category: 'PROFILES', type: 'GET_ALL_PROFILES', APIData: data }),
        getProfile: ({ ID, ...rest }: Fields) => call({ category: 'PROFILES', type: 'GET_PROFILE', ID, APIData: rest }),
        updateProfile: (data: Fields) =>
          call({ category: 'UPDATE', type: 'PROFILE', ID: data['ID'], APIData: data['APIData'] }),
        getAllRoles: (data?: Fields) => call({ ...data, category: 'ROLES' }),
        getRoleById: ({ id, ...rest }: Fields) => call({ ...rest, category: 'ROLES', roleId: id }),
        getContactRole: (data?: Fields) => read({ ...data, type: 'CONTACT_ROLE' }),
        getContactRoleById: (data?: Fields) => read({ ...data, type: 'CONTACT_ROLE' }),
        getAllActions: (data: Fields) => approvals('GET_ALL_ACTIONS', data),
        getApprovalRecords: (data?: Fields) => approvals('GET_APPROVAL_RECORDS', data),
        getApprovalById: (data: Fields) => approvals('GET_APPROVALBYID', data),
        getApprovalsHistory: () => approvals('GET_APPROVALS_HISTORY'),
        approveRecord: (data: Fields) => approvals('UPDATE_APPROVAL', data),
        getOrgVariable: (name: string | Fields) => {
          if (typeof name !== 'object') {
            return config('VARIABLE', name);
          }
          const { nameSpace, apiKeys, ...rest } = name;
          if (nameSpace !== undefined) {
            return config('VARIABLE', Array.isArray(nameSpace) ? { apiKeys: nameSpace } : nameSpace, rest);
          }
          return config('VARIABLE', apiKeys === undefined ? undefined : { apiKeys }, rest);
        },
        sendMail: (data: Fields) => call({ category: 'MAIL', APIData: data }),
        updateVoiceURL: (data: Fields) => call({ category: 'UPDATE', type: 'VOICE_URL', APIData: data }),
      },
      CONFIG: {
        getCurrentUser: (data?: Fields) => config('CURRENT_USER', undefined, data),
        getOrgInfo: (data?: Fields) => config('ORG', undefined, data),
        GetCurrentEnvironment: () => config('ORG_LEVEL_INFO'),
      },
      META: {
        getModules: (data?: Fields) => meta('MODULE_LIST', data),
        getFields: (data: Fields) => meta('FIELD_LIST', data),
        getLayouts: (data: Fields) => {
          const id = data['Id'] ?? data['LayoutId'];
          return meta(id === undefined ? 'LAYOUTS' : 'LAYOUT', { ...data, Id: id });
        },
        getRelatedList: (data: Fields) => meta('RELATED_LIST', data),
        getCustomViews: (data: Fields) => meta(data['Id'] === undefined ? 'CUSTOM_VIEWS' : 'CUSTOM_VIEW', data),
        getAssignmentRules: (data: Fields) => meta('ASSIGNMENT_RULES', data),
        EMAIL: {
          getAvailableFromAliases: () => meta('EMAIL', { subType: 'GET_ALIAS' }),
        },
      },
      FUNCTIONS: {
        execute: (name: string, data?: Fields) =>
          call({
            category: 'FUNCTIONS_EXECUTE',
            customFunctionName: name,
            data: { data: { ...data, auth_type: 'oauth' } },
          }),
      },
      CONNECTION: {
        invoke: (name: string, data: Fields) =>
          call({
            category: 'CRM_CONNECTION',
            connectionName: name,
            data: {
              data: {
                url: data['url'],
                method: data['method'],
                param_type: data['param_type'],
                parameters: JSON.stringify(data['parameters']),
                headers: JSON.stringify(data['headers']),
              },
            },
          }),
      },
      CONNECTOR: {
        invokeAPI: (nameSpace: string, data: Fields) => connector(nameSpace, data, 'CONNECTOR_API'),
        authorize: (nameSpace: string) => connector(nameSpace, {}, 'CONNECTOR_AUTHORIZE'),
        isConnectorAuthorized: (nameSpace: string) =>
          connector(nameSpace, { invokeType: 'ISAUTHORIZE' }, 'CONNECTOR_API'),
        revokeConnector: (nameSpace: string) => connector(nameSpace, {}, 'CONNECTOR_REVOKE'),
      },
      HTTP: {
        get: http('get'),
        post: http('post'),
        put: http('put'),
        patch: http('patch'),
        delete: http('delete'),
      },
      UI: {
        Resize: (data: Fields) => ui('RESIZE', { width: data['width'], height: data['height'] }),
        Record: {
          open: (data: Fields) => recordUi('OPEN', data),
          edit: (data: Fields) => recordUi('EDIT', data),
          create: (data: Fields) => recordUi('CREATE', data),
          populate: (data: Fields) => ui({ record: 'POPULATE' }, data),
        },
        Popup: {
          close: () => ui({ popup: 'CLOSE' }),
          closeReload: () => ui({ popup: 'CLOSE_RELOAD' }),
          showMessage: (data: Fields) => ui({ popup: 'SHOW_MSG' }, data),
        },
        Dialer: {
          maximize: () => ui({ telephony: 'MAXIMIZE' }),
          minimize: () => ui({ telephony: 'MINIMIZE' }),
          notify: () => ui({ telephony: 'NOTIFY' }),
        },
        WebTab: {
          open: (data: Fields) => ui({ webTab: 'OPEN' }, data),
          history: {
            pushState: (data: Fields) => ui({ webTab: 'HISTORY' }, data),
          },
        },
        Sidebar: {
          open: (data: Fields) => ui({ sidebar: 'OPEN' }, data),
          close: (data: Fields) => ui({ sidebar: 'CLOSE' }, data),
        },
        Setting: {
          open: (data: Fields) => ui({ setting: 'OPEN' }, data),
        },
      },
    },
  };
}

/** Turns whatever a call was refused with into an error. */
function asError(problem: unknown): Error {
  if (problem instanceof Error) {
    return problem;
  }
  if (typeof problem === 'object' && problem !== null) {
    const { code, message, details } = problem as Fields;
    return new AtelierError(String(code ?? 'REFUSED'), String(message ?? 'The call was refused.'), details ?? problem);
  }
  return new AtelierError('REFUSED', String(problem ?? 'The call was refused.'));
}

function atelierApi(connection: Connection, zoho: ReturnType<typeof zohoApi>) {
  const { API, CONFIG, META, FUNCTIONS, UI } = zoho.CRM;

  async function call<T>(answer: Promise<any>): Promise<T> {
    try {
      return (await answer) as T;
    } catch (problem) {
      throw asError(problem);
    }
  }

  /** The REST answer for "nothing found" has no body. */
  async function list(answer: Promise<any>): Promise<RecordPage> {
    const body = await call<Fields | undefined>(answer);
    const data = Array.isArray(body?.['data']) ? (body['data'] as Fields[]) : [];
    return { data, info: (body?.['info'] ?? {}) as PageInfo };
  }

  async function write(answer: Promise<any>): Promise<WriteResult> {
    const body = await call<Fields>(answer);
    const first = (Array.isArray(body?.['data']) ? body['data'][0] : body) as WriteResult | undefined;
    if (first === undefined || first.status === 'error') {
      throw asError(first ?? { code: 'EMPTY_ANSWER', message: 'The answer has no result.' });
    }
    return first;
  }

  const paged = ({ fields, ...rest }: ListOptions): Fields =>
    fields === undefined ? rest : { ...rest, fields: fields.join(',') };

  return {
    /** Connects to the host; resolves with the context once the widget may make calls. */
    async init(): Promise<WidgetContext> {
      await connection.init();
      return connection.context;
    },
    /** Listens to an event of the host: `PageLoad`, `ThemeChange`, `Dial`, ... */
    on: (eventName: string, listener: (data: any) => unknown): void => connection.on(eventName, listener),
    /** Resolves with the data of the first `PageLoad`, also when asked later. */
    page: (): Promise<PageLoad> => connection.firstPage,
    records: {
      /** Resolves with the record, or with null when there is none or the user may not see it. */
      get: async (module: string, id: string): Promise<Fields | null> =>
        (await list(API.getRecord({ Entity: module, RecordID: id }))).data[0] ?? null,
      list: (module: string, options: ListOptions = {}): Promise<RecordPage> =>
        list(API.getAllRecords({ ...paged(options), Entity: module })),
      related: (module: string, id: string, relatedList: string, options: ListOptions = {}): Promise<RecordPage> =>
        list(API.getRelatedRecords({ ...paged(options), Entity: module, RecordID: id, RelatedList: relatedList })),
      insert: (module: string, fields: Fields, options: WriteOptions = {}): Promise<WriteResult> =>
        write(API.insertRecord({ Entity: module, APIData: fields, Trigger: options.trigger })),
      upsert: (
        module: string,
        fields: Fields,
        duplicateFields: string[],
        options: WriteOptions = {},
      ): Promise<WriteResult> =>
        write(
          API.upsertRecord({
            Entity: module,
            APIData: fields,
            Trigger: options.trigger,
            duplicate_check_fields: duplicateFields,
          }),
        ),
      update: (module: string, id: string, fields: Fields, options: WriteOptions = {}): Promise<WriteResult> =>
        write(API.updateRecord({ Entity: module, APIData: { ...fields, id }, Trigger: options.trigger })),
      delete: (module: string, id: string): Promise<WriteResult> =>
        write(API.deleteRecord({ Entity: module, RecordID: id })),
      search: (
        module: string,
        type: 'criteria' | 'email' | 'phone' | 'word',
        query: string,
        options: { page?: number; per_page?: number } = {},
      ): Promise<RecordPage> => list(API.searchRecord({ ...options, Entity: module, Type: type, Query: query })),
      query: (coql: string): Promise<RecordPage> => list(API.coql({ select_query: coql })),
      addNote: (module: string, id: string, title: string, content: string): Promise<WriteResult> =>
        write(API.addNotes({ Entity: module, RecordID: id, Title: title, Content: content })),
    },
    async user(): Promise<Fields | null> {
      return (await call<{ users?: Fields[] }>(CONFIG.getCurrentUser()))?.users?.[0] ?? null;
    },
    async organization(): Promise<Fields | null> {
      return (await call<{ org?: Fields[] }>(CONFIG.getOrgInfo()))?.org?.[0] ?? null;
    },
    async modules(): Promise<Fields[]> {
      return (await call<{ modules?: Fields[] }>(META.getModules()))?.modules ?? [];
    },
    async fields(module: string): Promise<Fields[]> {
      return (await call<{ fields?: Fields[] }>(META.getFields({ Entity: module })))?.fields ?? [];
    },
    /** Runs a function of the organization with the rights of the current user. */
    run: (functionName: string, parameters: Fields = {}): Promise<any> =>
      call(FUNCTIONS.execute(functionName, { arguments: JSON.stringify(parameters) })),
    resize: (size: { width?: number | string; height?: number | string }): Promise<void> => call(UI.Resize(size)),
    open: (module: string, id: string, target?: '_blank'): Promise<void> =>
      call(UI.Record.open({ Entity: module, RecordID: id, Target: target })),
    close: (): Promise<void> => call(UI.Popup.close()),
    closeReload: (): Promise<void> => call(UI.Popup.closeReload()),
    Error: AtelierError,
  };
}

export type ZohoApi = ReturnType<typeof zohoApi>;
export type AtelierApi = ReturnType<typeof atelierApi>;

declare global {
  interface Window {
    ZOHO: ZohoApi;
    Atelier: AtelierApi;
  }
  const ZOHO: ZohoApi;
  const Atelier: AtelierApi;
}

// Included twice, the first one stays: a second connection would register a second time, which the host refuses.
if (typeof window !== 'undefined' && window.Atelier === undefined) {
  const connection = new Connection(window);
  window.ZOHO = zohoApi(connection);
  window.Atelier = atelierApi(connection, window.ZOHO);
}
