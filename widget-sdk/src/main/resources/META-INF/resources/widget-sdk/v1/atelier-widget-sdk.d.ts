// Built from widget-sdk/src/main/typescript. Do not edit: run "npm run build" in widget-sdk.
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
export declare class AtelierError extends Error {
    readonly code: string;
    readonly details: unknown;
    constructor(code: string, message: string, details?: unknown);
}
type Listener = (data: any) => unknown;
/** One conversation with the host. */
declare class Connection {
    private readonly view;
    private readonly pending;
    private readonly listeners;
    private readonly parameters;
    private readonly appOrigin;
    private readonly hostOrigin;
    private initialised;
    private announce;
    private port;
    private uniqueId;
    private nextPromise;
    private currentContext;
    readonly firstPage: Promise<PageLoad>;
    constructor(view: Window);
    get context(): WidgetContext;
    on(eventName: string, listener: Listener): void;
    init(): Promise<void>;
    request<T = any>(data: Fields, eventName?: string): Promise<T>;
    private register;
    private post;
    private receive;
    private setContext;
    private take;
    private notify;
}
declare function zohoApi(connection: Connection): {
    embeddedApp: {
        on: (eventName: string, listener: Listener) => void;
        init: () => Promise<void>;
    };
    CRM: {
        API: {
            getRecord: (data: Fields) => Promise<any>;
            getAllRecords: (data: Fields) => Promise<any>;
            getRelatedRecords: (data: Fields) => Promise<any>;
            insertRecord: (data: Fields) => Promise<any>;
            upsertRecord: (data: Fields) => Promise<any>;
            updateRecord: (data: Fields) => Promise<any>;
            deleteRecord: (data: Fields) => Promise<any>;
            searchRecord: (data: Fields) => Promise<any>;
            coql: (data: Fields) => Promise<any>;
            addNotes: (data: Fields) => Promise<any>;
            attachFile: (data: Fields) => Promise<any>;
            uploadFile: (file: File) => Promise<any>;
            getFile: (data: Fields) => Promise<any>;
            updateRelatedRecords: (data: Fields) => Promise<any>;
            delinkRelatedRecord: (data: Fields) => Promise<any>;
            getBluePrint: (data: Fields) => Promise<any>;
            updateBluePrint: (data: Fields) => Promise<any>;
            getAllUsers: (data: Fields) => Promise<any>;
            getUser: (data: Fields) => Promise<any>;
            getAllProfiles: (data?: Fields) => Promise<any>;
            getProfile: ({ ID, ...rest }: Fields) => Promise<any>;
            updateProfile: (data: Fields) => Promise<any>;
            getAllRoles: (data?: Fields) => Promise<any>;
            getRoleById: ({ id, ...rest }: Fields) => Promise<any>;
            getContactRole: (data?: Fields) => Promise<any>;
            getContactRoleById: (data?: Fields) => Promise<any>;
            getAllActions: (data: Fields) => Promise<any>;
            getApprovalRecords: (data?: Fields) => Promise<any>;
            getApprovalById: (data: Fields) => Promise<any>;
            getApprovalsHistory: () => Promise<any>;
            approveRecord: (data: Fields) => Promise<any>;
            getOrgVariable: (name: string | Fields) => Promise<any>;
            sendMail: (data: Fields) => Promise<any>;
            updateVoiceURL: (data: Fields) => Promise<any>;
        };
        CONFIG: {
            getCurrentUser: (data?: Fields) => Promise<any>;
            getOrgInfo: (data?: Fields) => Promise<any>;
            GetCurrentEnvironment: () => Promise<any>;
        };
        META: {
            getModules: (data?: Fields) => Promise<any>;
            getFields: (data: Fields) => Promise<any>;
            getLayouts: (data: Fields) => Promise<any>;
            getRelatedList: (data: Fields) => Promise<any>;
            getCustomViews: (data: Fields) => Promise<any>;
            getAssignmentRules: (data: Fields) => Promise<any>;
            EMAIL: {
                getAvailableFromAliases: () => Promise<any>;
            };
        };
        FUNCTIONS: {
            execute: (name: string, data?: Fields) => Promise<any>;
        };
        CONNECTION: {
            invoke: (name: string, data: Fields) => Promise<any>;
        };
        CONNECTOR: {
            invokeAPI: (nameSpace: string, data: Fields) => Promise<any>;
            authorize: (nameSpace: string) => Promise<any>;
            isConnectorAuthorized: (nameSpace: string) => Promise<any>;
            revokeConnector: (nameSpace: string) => Promise<any>;
        };
        HTTP: {
            get: (data: Fields) => Promise<any>;
            post: (data: Fields) => Promise<any>;
            put: (data: Fields) => Promise<any>;
            patch: (data: Fields) => Promise<any>;
            delete: (data: Fields) => Promise<any>;
        };
        UI: {
            Resize: (data: Fields) => Promise<any>;
            Record: {
                open: (data: Fields) => Promise<any>;
                edit: (data: Fields) => Promise<any>;
                create: (data: Fields) => Promise<any>;
                populate: (data: Fields) => Promise<any>;
            };
            Popup: {
                close: () => Promise<any>;
                closeReload: () => Promise<any>;
                showMessage: (data: Fields) => Promise<any>;
            };
            Dialer: {
                maximize: () => Promise<any>;
                minimize: () => Promise<any>;
                notify: () => Promise<any>;
            };
            WebTab: {
                open: (data: Fields) => Promise<any>;
                history: {
                    pushState: (data: Fields) => Promise<any>;
                };
            };
            Sidebar: {
                open: (data: Fields) => Promise<any>;
                close: (data: Fields) => Promise<any>;
            };
            Setting: {
                open: (data: Fields) => Promise<any>;
            };
        };
    };
};
declare function atelierApi(connection: Connection, zoho: ReturnType<typeof zohoApi>): {
    /** Connects to the host; resolves with the context once the widget may make calls. */
    init(): Promise<WidgetContext>;
    /** Listens to an event of the host: `PageLoad`, `ThemeChange`, `Dial`, ... */
    on: (eventName: string, listener: (data: any) => unknown) => void;
    /** Resolves with the data of the first `PageLoad`, also when asked later. */
    page: () => Promise<PageLoad>;
    records: {
        /** Resolves with the record, or with null when there is none or the user may not see it. */
        get: (module: string, id: string) => Promise<Fields | null>;
        list: (module: string, options?: ListOptions) => Promise<RecordPage>;
        related: (module: string, id: string, relatedList: string, options?: ListOptions) => Promise<RecordPage>;
        insert: (module: string, fields: Fields, options?: WriteOptions) => Promise<WriteResult>;
        upsert: (module: string, fields: Fields, duplicateFields: string[], options?: WriteOptions) => Promise<WriteResult>;
        update: (module: string, id: string, fields: Fields, options?: WriteOptions) => Promise<WriteResult>;
        delete: (module: string, id: string) => Promise<WriteResult>;
        search: (module: string, type: "criteria" | "email" | "phone" | "word", query: string, options?: {
            page?: number;
            per_page?: number;
        }) => Promise<RecordPage>;
        query: (coql: string) => Promise<RecordPage>;
        addNote: (module: string, id: string, title: string, content: string) => Promise<WriteResult>;
    };
    user(): Promise<Fields | null>;
    organization(): Promise<Fields | null>;
    modules(): Promise<Fields[]>;
    fields(module: string): Promise<Fields[]>;
    /** Runs a function of the organization with the rights of the current user. */
    run: (functionName: string, parameters?: Fields) => Promise<any>;
    resize: (size: {
        width?: number | string;
        height?: number | string;
    }) => Promise<void>;
    open: (module: string, id: string, target?: "_blank") => Promise<void>;
    close: () => Promise<void>;
    closeReload: () => Promise<void>;
    Error: typeof AtelierError;
};
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
export {};
