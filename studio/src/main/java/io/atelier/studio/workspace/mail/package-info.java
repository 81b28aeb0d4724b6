/** Mail from a record's page. Entry type: {@code MailActions}. */
@NullMarked
package io.atelier.studio.workspace.mail;

import org.jspecify.annotations.NullMarked;
