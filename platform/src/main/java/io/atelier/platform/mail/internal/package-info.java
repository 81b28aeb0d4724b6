/** The rows of templates and mails, what templates see of a record, and the way to the mail server. */
@NullMarked
package io.atelier.platform.mail.internal;

import org.jspecify.annotations.NullMarked;
