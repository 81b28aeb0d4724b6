package io.atelier.platform.automation;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** One thing that a rule does with a record. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = RuleAction.CallFunction.class, name = "function"),
    @JsonSubTypes.Type(value = RuleAction.UpdateField.class, name = "field"),
    @JsonSubTypes.Type(value = RuleAction.SendMail.class, name = "mail")
})
public sealed interface RuleAction {
    /** Runs a published function after the commit, as the user who saved. */
    record CallFunction(long functionId) implements RuleAction {}

    /**
     * Sets a field in the same transaction, as the user who saved.
     *
     * @param value in API form as text; empty clears
     */
    record UpdateField(String field, String value) implements RuleAction {}

    /**
     * Sends a template after the commit.
     *
     * @param toField API name of the e-mail field that it goes to
     */
    record SendMail(long templateId, String toField) implements RuleAction {}
}
