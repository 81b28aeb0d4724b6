package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands outside of everything else of the API: names each request, and turns errors of containers and filters, which know
 * nothing of JSON, into the one shape.
 */
final class ApiEnvelopeFilter extends OncePerRequestFilter {
    static final String REQUEST_ID = "X-Request-Id";
    private static final Logger log = LoggerFactory.getLogger(ApiEnvelopeFilter.class);

    private final JsonMapper json;

    ApiEnvelopeFilter(JsonMapper json) {
        this.json = json;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !ApiPaths.isApi(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String id = UUID.randomUUID().toString();
        response.setHeader(REQUEST_ID, id);
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
        }
        try {
            chain.doFilter(request, new JsonErrors(response));
        } catch (ServletException | RuntimeException e) {
            log.error("Request {} failed", id, e);
            ApiError.of(
                            ErrorCode.INTERNAL_ERROR,
                            "internal error; name the request id " + id + " to your administrator")
                    .write(response, json);
        }
    }

    /** Answers in JSON where a page would be sent. */
    private final class JsonErrors extends HttpServletResponseWrapper {
        JsonErrors(HttpServletResponse response) {
            super(response);
        }

        @Override
        public void sendError(int status) throws IOException {
            errorOf(status).write((HttpServletResponse) getResponse(), json);
        }

        @Override
        public void sendError(int status, String message) throws IOException {
            sendError(status); // the container's text may say too much
        }
    }

    private static ApiError errorOf(int status) {
        return switch (status) {
            case 401 -> ApiError.of(ErrorCode.AUTHENTICATION_FAILURE, "Authentication failed");
            case 403 -> ApiError.of(ErrorCode.NO_PERMISSION, "permission denied");
            case 404 ->
                ApiError.of(ErrorCode.INVALID_URL_PATTERN, "Please check if the URL trying to access is a correct one");
            case 405 ->
                ApiError.of(ErrorCode.INVALID_REQUEST_METHOD, "The http request method type is not a valid one");
            case 413 -> ApiError.of(ErrorCode.PAYLOAD_TOO_LARGE, "the request is too large");
            default -> {
                ErrorCode code = status >= 500 ? ErrorCode.INTERNAL_ERROR : ErrorCode.INVALID_DATA;
                String message = status >= 500 ? "internal error" : "the request could not be understood";
                yield ApiError.of(code, message).withStatus(status);
            }
        };
    }
}
