package io.atelier.platform.function.spi;

import io.atelier.platform.org.OrgId;
import java.util.List;

/** Names what calls a function, so that one in use is not deleted. */
public interface FunctionUse {
    /** Returns the names of what calls the function, as an administrator knows them. */
    List<String> usesOf(OrgId org, long functionId);
}
