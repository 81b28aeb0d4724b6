package io.atelier.platform.mail;

/**
 * What an author writes of a template. Merge fields are {@code $Leads.Last_Name}, {@code $user.name}, {@code $org.name}.
 *
 * @param module API name of the module whose records it is about
 * @param subject plain text, one line
 * @param html cleaned after rendering
 */
public record MailTemplateData(String name, String module, String subject, String html) {}
