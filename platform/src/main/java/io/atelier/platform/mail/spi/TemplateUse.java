package io.atelier.platform.mail.spi;

import io.atelier.platform.org.OrgId;
import java.util.List;

/** Names what sends a template, so that one in use is not deleted. */
public interface TemplateUse {
    /** Returns the names of what sends the template, as an administrator knows them. */
    List<String> usesOf(OrgId org, long templateId);
}
