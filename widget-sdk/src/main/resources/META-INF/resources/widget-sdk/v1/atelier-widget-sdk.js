// Built from widget-sdk/src/main/typescript. Do not edit: run "npm run build" in widget-sdk.
"use strict";
(() => {
  var __defProp = Object.defineProperty;
  var __defNormalProp = (obj, key, value) => key in obj ? __defProp(obj, key, { enumerable: true, configurable: true, writable: true, value }) : obj[key] = value;
  var __publicField = (obj, key, value) => __defNormalProp(obj, typeof key !== "symbol" ? key + "" : key, value);

  // src/main/typescript/atelier-widget-sdk.ts
  var AtelierError = class extends Error {
    constructor(code, message, details) {
      super(message);
      __publicField(this, "code");
      __publicField(this, "details");
      this.name = "AtelierError";
      this.code = code;
      this.details = details;
    }
  };
  var Connection = class {
    constructor(view) {
      __publicField(this, "view", view);
      __publicField(this, "pending", /* @__PURE__ */ new Map());
      __publicField(this, "listeners", /* @__PURE__ */ new Map());
      __publicField(this, "parameters");
      __publicField(this, "appOrigin");
      __publicField(this, "hostOrigin");
      __publicField(this, "initialised", null);
      __publicField(this, "announce", null);
      __publicField(this, "port", null);
      __publicField(this, "uniqueId", null);
      __publicField(this, "nextPromise", 100);
      __publicField(this, "currentContext", null);
      __publicField(this, "firstPage");
      const { protocol, host, pathname, search } = view.location;
      this.parameters = new URLSearchParams(search);
      this.appOrigin = encodeURIComponent(`${protocol}//${host}${pathname}`);
      this.hostOrigin = plainOrigin(this.parameters.get("serviceOrigin"));
      this.firstPage = new Promise((resolve) => this.on("PageLoad", resolve));
    }
    get context() {
      if (this.currentContext === null) {
        throw new AtelierError("NOT_INITIALISED", "Call init() and wait for it first.");
      }
      return this.currentContext;
    }
    on(eventName, listener) {
      if (typeof listener !== "function") {
        return;
      }
      const known = this.listeners.get(eventName);
      if (known === void 0) {
        this.listeners.set(eventName, [listener]);
      } else {
        known.push(listener);
      }
    }
    init() {
      this.initialised ?? (this.initialised = this.register());
      return this.initialised;
    }
    request(data, eventName = "CRM_EVENT") {
      if (this.uniqueId === null) {
        return Promise.reject(new AtelierError("NOT_INITIALISED", "Call init() and wait for it first."));
      }
      const promiseid = `Promise${this.nextPromise++}`;
      return new Promise((resolve, reject) => {
        this.pending.set(promiseid, { resolve, reject });
        try {
          this.post({
            type: "SDK.EVENT",
            eventName,
            uniqueID: this.uniqueId,
            time: Date.now(),
            promiseid,
            data: { ...data, sdkVersion: "1" }
          });
        } catch (problem) {
          this.pending.delete(promiseid);
          reject(problem);
        }
      });
    }
    register() {
      const hostOrigin = this.hostOrigin;
      if (hostOrigin === null) {
        return Promise.reject(
          new AtelierError("NO_HOST", "This page is not open as a widget: the address has no serviceOrigin.")
        );
      }
      return new Promise((resolve) => {
        this.announce = resolve;
        this.view.addEventListener("message", (event) => {
          if (event.source === this.view.parent && event.origin === hostOrigin) {
            this.receive(event.data);
          }
        });
        this.view.addEventListener("pagehide", () => {
          if (this.uniqueId !== null) {
            this.post({ type: "SDK.EVENT", eventName: "DEREGISTER", uniqueID: this.uniqueId });
          }
        });
        const channel = new MessageChannel();
        channel.port1.onmessage = (event) => {
          this.port ?? (this.port = channel.port1);
          this.receive(event.data);
        };
        const registration = { type: "SDK.EVENT", eventName: "REGISTER", appOrigin: this.appOrigin };
        this.view.parent.postMessage(registration, hostOrigin, [channel.port2]);
      });
    }
    post(message) {
      const stamped = { ...message, appOrigin: this.appOrigin };
      if (this.port !== null) {
        this.port.postMessage(stamped);
      } else {
        this.view.parent.postMessage(stamped, this.hostOrigin);
      }
    }
    receive(raw) {
      const message = parse(raw);
      if (message === null || message.type !== "FRAMEWORK.EVENT" || typeof message.eventName !== "string") {
        return;
      }
      switch (message.eventName) {
        case "SET_CONTEXT":
          this.setContext(message.data ?? {});
          break;
        case "EVENT_RESPONSE":
          this.take(message.promiseid)?.resolve(message.data);
          break;
        case "EVENT_RESPONSE_FAILURE":
          this.take(message.promiseid)?.reject(message.data);
          break;
        default:
          this.notify(message.eventName, message.data);
      }
    }
    setContext(data) {
      if (this.uniqueId !== null) {
        return;
      }
      this.uniqueId = String(data["uniqueID"] ?? "");
      this.currentContext = {
        locale: String(data["locale"] ?? this.parameters.get("locale") ?? "en_US"),
        localeResource: data["localeResource"] ?? {},
        model: data["model"] ?? {}
      };
      const theme = data["theme"] ?? this.parameters.get("theme");
      if (theme === "light" || theme === "dark") {
        this.currentContext.theme = theme;
      }
      this.announce?.();
    }
    take(promiseId) {
      const pending = this.pending.get(String(promiseId));
      this.pending.delete(String(promiseId));
      return pending;
    }
    notify(eventName, data) {
      for (const listener of [...this.listeners.get(eventName) ?? []]) {
        try {
          listener(data);
        } catch (problem) {
          console.error(problem);
        }
      }
    }
  };
  function parse(raw) {
    let value = raw;
    if (typeof value === "string") {
      try {
        value = JSON.parse(value);
      } catch {
        return null;
      }
    }
    return typeof value === "object" && value !== null ? value : null;
  }
  function plainOrigin(text) {
    try {
      const { protocol, origin } = new URL(text ?? "");
      return protocol === "http:" || protocol === "https:" ? origin : null;
    } catch {
      return null;
    }
  }
  function zohoApi(connection) {
    const call = (data) => connection.request(data);
    const ui = (action, data) => call({ category: "UI", action, data });
    const read = (data) => call({ category: "READ", APIData: data });
    const meta = (type, data) => call({ ...data, category: "META", type });
    const config = (type, nameSpace, data) => call({ category: "CONFIG", type, nameSpace, APIData: data });
    const create = (type, data, content) => call({ category: "CREATE", type, Entity: data["Entity"], RelatedID: data["RecordID"], APIData: content });
    const approvals = (action, data) => call({ ...data, category: "APPROVALS", action });
    const connector = (nameSpace, data, type) => call({ category: "CONNECTOR", nameSpace, data, type });
    const http = (verb) => (data) => {
      let url = String(data["url"] ?? "");
      if (url === "") {
        return Promise.reject({ Message: "Url missing" });
      }
      const parameters = Object.entries(data["params"] ?? {}).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`).join("&");
      if (parameters !== "") {
        url += (url.includes("?") ? "&" : "?") + parameters;
      }
      return connector(`wget.${verb}`, {
        url,
        Header: data["headers"],
        Body: data["body"],
        CONTENT_TYPE: data["CONTENT_TYPE"],
        RESPONSE_TYPE: data["RESPONSE_TYPE"],
        PARTS: data["PARTS"],
        PARTS_BOUNDARY: data["PART_BOUNDARY"],
        FILE: data["FILE"]
      });
    };
    const recordUi = (action, data) => ui({ record: action }, { Entity: data["Entity"], RecordID: data["RecordID"], target: data["Target"] });
    return {
      embeddedApp: {
        on: (eventName, listener) => connection.on(eventName, listener),
        init: () => connection.init()
      },
      CRM: {
        API: {
          getRecord: (data) => read(data),
          getAllRecords: (data) => read(data),
          getRelatedRecords: (data) => read(data),
          insertRecord: (data) => create("RECORD", { Entity: data["Entity"] }, { ...data["APIData"], trigger: data["Trigger"] }),
          upsertRecord: (data) => {
            const fields = data["duplicate_check_fields"];
            const content = { ...data["APIData"], trigger: data["Trigger"], action: "UPSERT" };
            if (Array.isArray(fields)) {
              content["duplicate_check_fields"] = fields.join(",");
            }
            return create("RECORD", { Entity: data["Entity"] }, content);
          },
          updateRecord: (data) => call({
            category: "UPDATE",
            type: "RECORD",
            Entity: data["Entity"],
            APIData: { ...data["APIData"], trigger: data["Trigger"] }
          }),
          deleteRecord: (data) => call({ category: "DELETE", type: "RECORD", Entity: data["Entity"], RecordID: data["RecordID"] }),
          searchRecord: (data) => call({ category: "SEARCH", APIData: data }),
          coql: (data) => call({ category: "QUERY", APIData: data }),
          addNotes: (data) => create("NOTES", data, { data: [{ Note_Title: data["Title"], Note_Content: data["Content"] }] }),
          attachFile: (data) => {
            const file = data["File"] ?? {};
            return create("ATTACHMENT", data, { FileName: file["Name"], FileData: file["Content"] });
          },
          uploadFile: (file) => call({ category: "FILES", type: "UPLOAD_FILE", FileData: file }),
          getFile: (data) => call({ ...data, category: "FILES", type: "DOWNLOAD_FILE" }),
          updateRelatedRecords: (data) => call({
            category: "UPDATE",
            type: "RELATED_RECORD",
            Entity: data["Entity"],
            RecordID: data["RecordID"],
            RelatedList: data["RelatedList"],
            RelatedRecordID: data["RelatedRecordID"],
            APIData: data["APIData"]
          }),
          delinkRelatedRecord: (data) => call({
            category: "DELETE",
            type: "RELATED_RECORD",
            Entity: data["Entity"],
            RecordID: data["RecordID"],
            RelatedList: data["RelatedList"],
            RelatedRecordID: data["RelatedRecordID"]
          }),
          getBluePrint: (data) => call({ ...data, category: "BLUEPRINT", action: "GET_BLUEPRINT_STATUS" }),
          updateBluePrint: (data) => call({ ...data, category: "BLUEPRINT", action: "UPDATE_BLUEPRINT_STATUS" }),
          getAllUsers: (data) => call({ ...data, category: "USER" }),
          getUser: (data) => call({ ...data, category: "USER" }),
          getAllProfiles: (data) => call({ category: "PROFILES", type: "GET_ALL_PROFILES", APIData: data }),
          getProfile: ({ ID, ...rest }) => call({ category: "PROFILES", type: "GET_PROFILE", ID, APIData: rest }),
          updateProfile: (data) => call({ category: "UPDATE", type: "PROFILE", ID: data["ID"], APIData: data["APIData"] }),
          getAllRoles: (data) => call({ ...data, category: "ROLES" }),
          getRoleById: ({ id, ...rest }) => call({ ...rest, category: "ROLES", roleId: id }),
          getContactRole: (data) => read({ ...data, type: "CONTACT_ROLE" }),
          getContactRoleById: (data) => read({ ...data, type: "CONTACT_ROLE" }),
          getAllActions: (data) => approvals("GET_ALL_ACTIONS", data),
          getApprovalRecords: (data) => approvals("GET_APPROVAL_RECORDS", data),
          getApprovalById: (data) => approvals("GET_APPROVALBYID", data),
          getApprovalsHistory: () => approvals("GET_APPROVALS_HISTORY"),
          approveRecord: (data) => approvals("UPDATE_APPROVAL", data),
          getOrgVariable: (name) => {
            if (typeof name !== "object") {
              return config("VARIABLE", name);
            }
            const { nameSpace, apiKeys, ...rest } = name;
            if (nameSpace !== void 0) {
              return config("VARIABLE", Array.isArray(nameSpace) ? { apiKeys: nameSpace } : nameSpace, rest);
            }
            return config("VARIABLE", apiKeys === void 0 ? void 0 : { apiKeys }, rest);
          },
          sendMail: (data) => call({ category: "MAIL", APIData: data }),
          updateVoiceURL: (data) => call({ category: "UPDATE", type: "VOICE_URL", APIData: data })
        },
        CONFIG: {
          getCurrentUser: (data) => config("CURRENT_USER", void 0, data),
          getOrgInfo: (data) => config("ORG", void 0, data),
          GetCurrentEnvironment: () => config("ORG_LEVEL_INFO")
        },
        META: {
          getModules: (data) => meta("MODULE_LIST", data),
          getFields: (data) => meta("FIELD_LIST", data),
          getLayouts: (data) => {
            const id = data["Id"] ?? data["LayoutId"];
            return meta(id === void 0 ? "LAYOUTS" : "LAYOUT", { ...data, Id: id });
          },
          getRelatedList: (data) => meta("RELATED_LIST", data),
          getCustomViews: (data) => meta(data["Id"] === void 0 ? "CUSTOM_VIEWS" : "CUSTOM_VIEW", data),
          getAssignmentRules: (data) => meta("ASSIGNMENT_RULES", data),
          EMAIL: {
            getAvailableFromAliases: () => meta("EMAIL", { subType: "GET_ALIAS" })
          }
        },
        FUNCTIONS: {
          execute: (name, data) => call({
            category: "FUNCTIONS_EXECUTE",
            customFunctionName: name,
            data: { data: { ...data, auth_type: "oauth" } }
          })
        },
        CONNECTION: {
          invoke: (name, data) => call({
            category: "CRM_CONNECTION",
            connectionName: name,
            data: {
              data: {
                url: data["url"],
                method: data["method"],
                param_type: data["param_type"],
                parameters: JSON.stringify(data["parameters"]),
                headers: JSON.stringify(data["headers"])
              }
            }
          })
        },
        CONNECTOR: {
          invokeAPI: (nameSpace, data) => connector(nameSpace, data, "CONNECTOR_API"),
          authorize: (nameSpace) => connector(nameSpace, {}, "CONNECTOR_AUTHORIZE"),
          isConnectorAuthorized: (nameSpace) => connector(nameSpace, { invokeType: "ISAUTHORIZE" }, "CONNECTOR_API"),
          revokeConnector: (nameSpace) => connector(nameSpace, {}, "CONNECTOR_REVOKE")
        },
        HTTP: {
          get: http("get"),
          post: http("post"),
          put: http("put"),
          patch: http("patch"),
          delete: http("delete")
        },
        UI: {
          Resize: (data) => ui("RESIZE", { width: data["width"], height: data["height"] }),
          Record: {
            open: (data) => recordUi("OPEN", data),
            edit: (data) => recordUi("EDIT", data),
            create: (data) => recordUi("CREATE", data),
            populate: (data) => ui({ record: "POPULATE" }, data)
          },
          Popup: {
            close: () => ui({ popup: "CLOSE" }),
            closeReload: () => ui({ popup: "CLOSE_RELOAD" }),
            showMessage: (data) => ui({ popup: "SHOW_MSG" }, data)
          },
          Dialer: {
            maximize: () => ui({ telephony: "MAXIMIZE" }),
            minimize: () => ui({ telephony: "MINIMIZE" }),
            notify: () => ui({ telephony: "NOTIFY" })
          },
          WebTab: {
            open: (data) => ui({ webTab: "OPEN" }, data),
            history: {
              pushState: (data) => ui({ webTab: "HISTORY" }, data)
            }
          },
          Sidebar: {
            open: (data) => ui({ sidebar: "OPEN" }, data),
            close: (data) => ui({ sidebar: "CLOSE" }, data)
          },
          Setting: {
            open: (data) => ui({ setting: "OPEN" }, data)
          }
        }
      }
    };
  }
  function asError(problem) {
    if (problem instanceof Error) {
      return problem;
    }
    if (typeof problem === "object" && problem !== null) {
      const { code, message, details } = problem;
      return new AtelierError(String(code ?? "REFUSED"), String(message ?? "The call was refused."), details ?? problem);
    }
    return new AtelierError("REFUSED", String(problem ?? "The call was refused."));
  }
  function atelierApi(connection, zoho) {
    const { API, CONFIG, META, FUNCTIONS, UI } = zoho.CRM;
    async function call(answer) {
      try {
        return await answer;
      } catch (problem) {
        throw asError(problem);
      }
    }
    async function list(answer) {
      const body = await call(answer);
      const data = Array.isArray(body?.["data"]) ? body["data"] : [];
      return { data, info: body?.["info"] ?? {} };
    }
    async function write(answer) {
      const body = await call(answer);
      const first = Array.isArray(body?.["data"]) ? body["data"][0] : body;
      if (first === void 0 || first.status === "error") {
        throw asError(first ?? { code: "EMPTY_ANSWER", message: "The answer has no result." });
      }
      return first;
    }
    const paged = ({ fields, ...rest }) => fields === void 0 ? rest : { ...rest, fields: fields.join(",") };
    return {
      /** Connects to the host; resolves with the context once the widget may make calls. */
      async init() {
        await connection.init();
        return connection.context;
      },
      /** Listens to an event of the host: `PageLoad`, `ThemeChange`, `Dial`, ... */
      on: (eventName, listener) => connection.on(eventName, listener),
      /** Resolves with the data of the first `PageLoad`, also when asked later. */
      page: () => connection.firstPage,
      records: {
        /** Resolves with the record, or with null when there is none or the user may not see it. */
        get: async (module, id) => (await list(API.getRecord({ Entity: module, RecordID: id }))).data[0] ?? null,
        list: (module, options = {}) => list(API.getAllRecords({ ...paged(options), Entity: module })),
        related: (module, id, relatedList, options = {}) => list(API.getRelatedRecords({ ...paged(options), Entity: module, RecordID: id, RelatedList: relatedList })),
        insert: (module, fields, options = {}) => write(API.insertRecord({ Entity: module, APIData: fields, Trigger: options.trigger })),
        upsert: (module, fields, duplicateFields, options = {}) => write(
          API.upsertRecord({
            Entity: module,
            APIData: fields,
            Trigger: options.trigger,
            duplicate_check_fields: duplicateFields
          })
        ),
        update: (module, id, fields, options = {}) => write(API.updateRecord({ Entity: module, APIData: { ...fields, id }, Trigger: options.trigger })),
        delete: (module, id) => write(API.deleteRecord({ Entity: module, RecordID: id })),
        search: (module, type, query, options = {}) => list(API.searchRecord({ ...options, Entity: module, Type: type, Query: query })),
        query: (coql) => list(API.coql({ select_query: coql })),
        addNote: (module, id, title, content) => write(API.addNotes({ Entity: module, RecordID: id, Title: title, Content: content }))
      },
      async user() {
        return (await call(CONFIG.getCurrentUser()))?.users?.[0] ?? null;
      },
      async organization() {
        return (await call(CONFIG.getOrgInfo()))?.org?.[0] ?? null;
      },
      async modules() {
        return (await call(META.getModules()))?.modules ?? [];
      },
      async fields(module) {
        return (await call(META.getFields({ Entity: module })))?.fields ?? [];
      },
      /** Runs a function of the organization with the rights of the current user. */
      run: (functionName, parameters = {}) => call(FUNCTIONS.execute(functionName, { arguments: JSON.stringify(parameters) })),
      resize: (size) => call(UI.Resize(size)),
      open: (module, id, target) => call(UI.Record.open({ Entity: module, RecordID: id, Target: target })),
      close: () => call(UI.Popup.close()),
      closeReload: () => call(UI.Popup.closeReload()),
      Error: AtelierError
    };
  }
  if (typeof window !== "undefined" && window.Atelier === void 0) {
    const connection = new Connection(window);
    window.ZOHO = zohoApi(connection);
    window.Atelier = atelierApi(connection, window.ZOHO);
  }
})();
