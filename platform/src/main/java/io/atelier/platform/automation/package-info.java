/**
 * Workflow rules: when a record is created, updated or deleted and meets criteria, fields are set, functions run and mails
 * go out. Joins the write pipeline through {@code record.spi}; may call {@code function} and {@code mail} of its own floor,
 * which know nothing of it. Entry type: {@link io.atelier.platform.automation.RuleService}.
 */
@NullMarked
package io.atelier.platform.automation;

import org.jspecify.annotations.NullMarked;
