package io.atelier.platform.api;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.usage.RateLimitException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Turns what is thrown under the API's paths into the one shape; leaves everybody else's alone. */
@ControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ApiErrorAdvice {
    private static final Logger log = LoggerFactory.getLogger(ApiErrorAdvice.class);

    @ExceptionHandler(Exception.class)
    ResponseEntity<Map<String, Object>> answer(Exception e, HttpServletRequest request, HttpServletResponse response)
            throws Exception {
        if (!ApiPaths.isApi(request)) {
            throw e;
        }
        ApiError error = errorOf(e, response);
        return ResponseEntity.status(error.status())
                .contentType(MediaType.APPLICATION_JSON)
                .body(error.body());
    }

    private static ApiError errorOf(Exception e, HttpServletResponse response) {
        return switch (e) {
            case RateLimitException usedUp -> {
                response.setHeader(CallDoor.RETRY_AFTER, CallDoor.seconds(usedUp));
                yield ApiError.of(usedUp).withStatus(RateLimitException.STATUS);
            }
            case PlatformException known -> {
                if (known.code() == ErrorCode.INTERNAL_ERROR) {
                    log.error("Request {} failed", response.getHeader(ApiEnvelopeFilter.REQUEST_ID), known);
                }
                yield ApiError.of(known);
            }
            case HttpRequestMethodNotSupportedException _ ->
                ApiError.of(ErrorCode.INVALID_REQUEST_METHOD, "The http request method type is not a valid one");
            case HttpMediaTypeNotSupportedException _ ->
                ApiError.of(ErrorCode.NOT_SUPPORTED, "the content type is not supported")
                        .withStatus(415);
            case NoResourceFoundException _ ->
                ApiError.of(ErrorCode.INVALID_URL_PATTERN, "Please check if the URL trying to access is a correct one");
            case org.springframework.web.ErrorResponse framework
            when framework.getStatusCode().is4xxClientError() ->
                ApiError.of(ErrorCode.INVALID_DATA, "the request could not be understood")
                        .withStatus(framework.getStatusCode().value());
            default -> {
                String id = String.valueOf(response.getHeader(ApiEnvelopeFilter.REQUEST_ID));
                log.error("Request {} failed", id, e);
                yield ApiError.of(
                        ErrorCode.INTERNAL_ERROR,
                        "internal error; name the request id " + id + " to your administrator");
            }
        };
    }
}
