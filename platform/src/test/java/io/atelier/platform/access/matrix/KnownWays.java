package io.atelier.platform.access.matrix;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What is no channel of the matrix, and why. What is neither there nor here makes {@link EveryWayIsKnownTest} fail. */
final class KnownWays {
    /** Rooms whose services work with records: each of their methods is named one by one. */
    static final Set<String> ROOMS_OF_RECORDS =
            Set.of("record", "transfer", "analytics", "automation", "function", "mail", "widget", "webform");

    /** Services of other rooms that carry no record's values. */
    static final Map<String, String> SERVICES = new TreeMap<>(Map.ofEntries(
            Map.entry("AccessService", "rights themselves"),
            Map.entry("Administrators", "who runs the organization"),
            Map.entry(
                    "AuditService",
                    "acts of set-up without values of records; AuditTest holds its modules and permissions"),
            Map.entry("GroupService", "groups, for who manages security"),
            Map.entry("LoginAsService", "sessions; LoginAsTest"),
            Map.entry("ProfileService", "profiles, for who manages security"),
            Map.entry("RecordShares", "written by ShareService, which checks"),
            Map.entry("RoleService", "roles, for who manages security"),
            Map.entry("SetupService", "the model, for who customizes; its problems count values and show none"),
            Map.entry("SharingService", "rules of sharing, for who manages security"),
            Map.entry("TerritoryService", "territories, for who manages security"),
            Map.entry("AuditLog", "written by the platform"),
            Map.entry("EvaluationContexts", "today and who looks"),
            Map.entry("FileService", "one's own files; a file is read through its record"),
            Map.entry("StepUpService", "one's own proof"),
            Map.entry("ApiClientService", "programs, for who manages them"),
            Map.entry("ConsentService", "one's own consent"),
            Map.entry("NotificationService", "one's own channels; what they are told: NotificationTest"),
            Map.entry("OwnAccountService", "one's own account"),
            Map.entry("PasswordService", "one's own password"),
            Map.entry("SignInRulesService", "rules of signing in, for who manages security"),
            Map.entry("TransferService", "moves a deleted person's records unseen, for who manages users"),
            Map.entry("UnavailabilityService", "absences of people"),
            Map.entry("UserAdminService", "people, for who manages users"),
            Map.entry("DemoService", "writes samples of its own")));

    /** Methods of the rooms of records that show and change no record's values. */
    static final Map<String, String> METHODS = new TreeMap<>(Map.ofEntries(
            Map.entry("CurrencyService.currencies", "rates"),
            Map.entry("CurrencyService.put", "rates"),
            Map.entry("DashboardService.all", "what a dashboard asks, not its figures"),
            Map.entry("DashboardService.get", "what a dashboard asks, not its figures"),
            Map.entry("DashboardService.save", "figures its components as who saves"),
            Map.entry("DashboardService.delete", "what a dashboard asks"),
            Map.entry("DerivedFieldService.verify", "counts, for who manages the organization"),
            Map.entry("DerivedFieldService.repair", "counts, for who manages the organization"),
            Map.entry("ExplainService.joining", "as ExplainService.preview"),
            Map.entry("ExplainService.mayAsk", "yes or no"),
            Map.entry("ExportService.everything", "everything, for administrators; ExportTest"),
            Map.entry("ExportService.requireEverything", "says no or nothing"),
            Map.entry("FunctionRunner.run", "what it does is done by crm.records"),
            Map.entry("FunctionRunner.test", "what it does is done by crm.records"),
            Map.entry("FunctionService.check", "sources"),
            Map.entry("FunctionService.create", "sources"),
            Map.entry("FunctionService.delete", "sources"),
            Map.entry("FunctionService.get", "sources"),
            Map.entry("FunctionService.list", "sources"),
            Map.entry("FunctionService.publish", "sources"),
            Map.entry("FunctionService.rollBack", "sources"),
            Map.entry("FunctionService.run", "the log, for who writes code that acts for others"),
            Map.entry("FunctionService.runs", "the log, for who writes code that acts for others"),
            Map.entry("FunctionService.saveDraft", "sources"),
            Map.entry("FunctionService.versions", "sources"),
            Map.entry("ImportService.inspect", "the actor's own file"),
            Map.entry("ImportService.recent", "counts of the actor's own imports"),
            Map.entry("ImportService.rejectedCsv", "the actor's own file"),
            Map.entry("ImportService.start", "writes by RecordService.write"),
            Map.entry("ImportService.status", "counts of the actor's own import"),
            Map.entry("ImportService.upload", "the actor's own file"),
            Map.entry("IndexAdviserService.build", "indexes, for who customizes"),
            Map.entry("IndexAdviserService.drop", "indexes, for who customizes"),
            Map.entry("IndexAdviserService.indexes", "indexes, for who customizes"),
            Map.entry("IndexAdviserService.isAutomatic", "indexes, for who customizes"),
            Map.entry("IndexAdviserService.proposals", "indexes, for who customizes"),
            Map.entry("IndexAdviserService.setAutomatic", "indexes, for who customizes"),
            Map.entry("LockingConfigurationService.change", "what is locked, for who customizes"),
            Map.entry("LockingConfigurationService.create", "what is locked, for who customizes"),
            Map.entry("LockingConfigurationService.delete", "what is locked, for who customizes"),
            Map.entry("LockingConfigurationService.find", "what is locked, for who customizes"),
            Map.entry("LockingConfigurationService.unfitRules", "what is locked, for who customizes"),
            Map.entry("MailService.send", "renders as MailTemplateService.preview, sends as the actor"),
            Map.entry("MailTemplateService.check", "templates"),
            Map.entry("MailTemplateService.create", "templates"),
            Map.entry("MailTemplateService.delete", "templates"),
            Map.entry("MailTemplateService.get", "templates"),
            Map.entry("MailTemplateService.list", "templates"),
            Map.entry("MailTemplateService.save", "templates"),
            Map.entry("OperationService.undoStatus", "counts of the actor's own undo"),
            Map.entry("OperationService.undoRefusals", "as OperationService.undoPreview, of the actor's own undo"),
            Map.entry("RecordLockService.changeReason", "RecordLockTest"),
            Map.entry("RecordLockService.lock", "RecordLockTest"),
            Map.entry("RecordLockService.unlock", "RecordLockTest"),
            Map.entry("RecycleBinService.empty", "everybody's, for who manages the organization"),
            Map.entry("RuleService.create", "rules"),
            Map.entry("RuleService.delete", "rules"),
            Map.entry("RuleService.get", "rules"),
            Map.entry("RuleService.list", "rules"),
            Map.entry("RuleService.runs", "ids of records, for who manages automation"),
            Map.entry("RuleService.save", "rules"),
            Map.entry("TimelineService.note", "written by the platform"),
            Map.entry("TypeChangeService.cancel", "the model, for who customizes"),
            Map.entry("TypeChangeService.changes", "the model, for who customizes"),
            Map.entry("TypeChangeService.get", "the model, for who customizes"),
            Map.entry("TypeChangeService.start", "the model, for who customizes"),
            Map.entry("WebFormService.all", "forms"),
            Map.entry("WebFormService.create", "forms"),
            Map.entry("WebFormService.delete", "forms"),
            Map.entry("WebFormService.get", "forms"),
            Map.entry("WebFormService.publish", "forms"),
            Map.entry("WebFormService.snippet", "forms"),
            Map.entry("WebFormService.unpublish", "forms"),
            Map.entry("WebFormService.update", "forms"),
            Map.entry("WidgetBroker.answer", "the calls are named one by one: widget READ and its like"),
            Map.entry("WidgetService.all", "widgets"),
            Map.entry("WidgetService.delete", "widgets"),
            Map.entry("WidgetService.onModule", "widgets"),
            Map.entry("WidgetService.upload", "widgets")));

    static final Map<String, String> ROUTES = new TreeMap<>(Map.ofEntries(
            Map.entry("ANY /crm", "answers that there is no such address"),
            Map.entry("ANY /crm/**", "answers that there is no such address"),
            Map.entry("ANY /oauth", "answers that there is no such address"),
            Map.entry("ANY /oauth/**", "answers that there is no such address"),
            Map.entry("ANY /error", "answers without details"),
            Map.entry("GET /crm/v8/org", "the organization itself"),
            Map.entry("GET /crm/v8/users", "people"),
            Map.entry("GET /crm/v8/users/{id}", "people"),
            Map.entry("GET /crm/v8/settings/modules", "modules; HiddenModulesTest"),
            Map.entry("GET /crm/v8/settings/modules/{name}", "modules; HiddenModulesTest"),
            Map.entry("DELETE /crm/v8/settings/record_locking_configurations", "what is locked, for who customizes"),
            Map.entry(
                    "DELETE /crm/v8/settings/record_locking_configurations/{id}", "what is locked, for who customizes"),
            Map.entry("GET /crm/v8/settings/record_locking_configurations", "what is locked, for who customizes"),
            Map.entry("GET /crm/v8/settings/record_locking_configurations/{id}", "what is locked, for who customizes"),
            Map.entry("POST /crm/v8/settings/record_locking_configurations", "what is locked, for who customizes"),
            Map.entry("PUT /crm/v8/settings/record_locking_configurations", "what is locked, for who customizes"),
            Map.entry("PUT /crm/v8/settings/record_locking_configurations/{id}", "what is locked, for who customizes"),
            Map.entry("DELETE /crm/v8/{module}/{id}/Locking_Information__s/{idOfLock}", "LockApiTest"),
            Map.entry("POST /crm/v8/{module}/{id}/Locking_Information__s", "LockApiTest"),
            Map.entry("PUT /crm/v8/{module}/{id}/Locking_Information__s/{idOfLock}", "LockApiTest"),
            Map.entry("DELETE /crm/v2/actions/watch", "one's own channels; NotificationTest"),
            Map.entry("GET /crm/v2/actions/watch", "one's own channels; NotificationTest"),
            Map.entry("PATCH /crm/v2/actions/watch", "one's own channels; NotificationTest"),
            Map.entry("POST /crm/v2/actions/watch", "one's own channels; NotificationTest"),
            Map.entry("PUT /crm/v2/actions/watch", "one's own channels; NotificationTest"),
            Map.entry("GET /crm/v2/actions/watch/{idOfChannel}/deliveries", "one's own channels; NotificationTest"),
            Map.entry(
                    "POST /crm/v2/actions/watch/{idOfChannel}/deliveries/{idOfDelivery}/actions/replay",
                    "one's own channels; NotificationTest"),
            Map.entry("DELETE /crm/v8/actions/watch", "one's own channels; NotificationTest"),
            Map.entry("GET /crm/v8/actions/watch", "one's own channels; NotificationTest"),
            Map.entry("PATCH /crm/v8/actions/watch", "one's own channels; NotificationTest"),
            Map.entry("POST /crm/v8/actions/watch", "one's own channels; NotificationTest"),
            Map.entry("PUT /crm/v8/actions/watch", "one's own channels; NotificationTest"),
            Map.entry("GET /crm/v8/actions/watch/{idOfChannel}/deliveries", "one's own channels; NotificationTest"),
            Map.entry(
                    "POST /crm/v8/actions/watch/{idOfChannel}/deliveries/{idOfDelivery}/actions/replay",
                    "one's own channels; NotificationTest"),
            Map.entry("GET /oauth/v2/auth", "consent; OAuthAttacksTest"),
            Map.entry("POST /oauth/v2/token", "tokens; OAuthAttacksTest"),
            Map.entry("POST /oauth/v2/token/revoke", "tokens; OAuthAttacksTest"),
            Map.entry("POST /oauth/v2/revoke", "tokens; OAuthAttacksTest"),
            Map.entry("GET /forms/form.css", "no records"),
            Map.entry("GET /forms/{key}", "asks, and shows no records"),
            Map.entry("GET /forms/{key}/form.js", "no records"),
            Map.entry("OPTIONS /forms/{key}", "no records"),
            Map.entry("POST /forms/{key}", "FormsTellNothingTest"),
            Map.entry("GET /widgets/{key}/**", "an administrator's files, for whoever knows the key")));

    /** What the widget SDK can ask and no record is shown for. */
    static final Map<String, String> WIDGET_CALLS = Map.of("CONFIG", "who looks");

    /** What a function can call that reads and writes no records. */
    static final Set<String> FUNCTION_CALLS =
            Set.of("crm.log.debug", "crm.log.error", "crm.log.info", "crm.log.log", "crm.log.warn");

    private KnownWays() {}
}
