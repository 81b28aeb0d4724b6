package io.atelier.platform.webform.internal;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes the body of a form before anything else can parse it: what follows sees a request without one. */
final class FormRequestFilter extends OncePerRequestFilter {
    private static final String ATTRIBUTE = FormRequestFilter.class.getName();

    /** What was sent, cut one byte behind the limit. */
    record Body(@Nullable String contentType, byte[] bytes) {}

    static Body body(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Body body) {
            return body;
        }
        throw new IllegalStateException("the request has passed no form filter");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!request.getMethod().equals("POST")) {
            chain.doFilter(request, response);
            return;
        }
        byte[] bytes = request.getInputStream().readNBytes(FormBody.MAX_BYTES + 1);
        request.setAttribute(ATTRIBUTE, new Body(request.getContentType(), bytes));
        chain.doFilter(new WithoutBody(request), response);
    }

    private static final class WithoutBody extends HttpServletRequestWrapper {
        WithoutBody(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable String getContentType() {
            return null;
        }
    }
}
