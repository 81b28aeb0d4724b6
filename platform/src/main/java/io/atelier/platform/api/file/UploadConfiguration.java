package io.atelier.platform.api.file;

import io.atelier.platform.api.ApiPaths;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.multipart.MultipartResolver;
import org.springframework.web.multipart.support.StandardServletMultipartResolver;
import org.springframework.web.servlet.DispatcherServlet;

/** Leaves bodies of parts under {@code /crm} to {@link ApiUploads}; everybody else's are read before, and small. */
@Configuration(proxyBeanMethods = false)
class UploadConfiguration {
    @Bean(DispatcherServlet.MULTIPART_RESOLVER_BEAN_NAME)
    MultipartResolver multipartResolver() {
        return new StandardServletMultipartResolver() {
            @Override
            public boolean isMultipart(HttpServletRequest request) {
                return !ApiPaths.of(request).startsWith("/crm/") && super.isMultipart(request);
            }
        };
    }
}
