package io.atelier.platform.access.matrix;

import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Knows every route that the server has, as {@code GET /crm/{version}/{module}/{id}}. */
@Component
class Routes {
    private final RequestMappingHandlerMapping mappings;

    Routes(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    Set<String> all() {
        Set<String> routes = new TreeSet<>();
        mappings.getHandlerMethods().keySet().forEach(info -> {
            Set<String> methods = new TreeSet<>();
            info.getMethodsCondition().getMethods().forEach(method -> methods.add(method.name()));
            if (methods.isEmpty()) {
                methods.add("ANY");
            }
            for (String method : methods) {
                info.getPatternValues().forEach(path -> routes.add(method + " " + plain(path)));
            }
        });
        return routes;
    }

    /** Leaves out what a variable must look like. */
    private static String plain(String path) {
        return path.replaceAll("\\{(\\w+):[^/]*\\}(?=/|$)", "{$1}");
    }
}
