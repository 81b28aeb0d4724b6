package io.atelier.platform.api.function;

import io.atelier.platform.api.ApiParameters;
import io.atelier.platform.api.ApiScopes;
import io.atelier.platform.api.JsonBody;
import io.atelier.platform.api.RecordPaths;
import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.function.FunctionRunner;
import io.atelier.platform.function.RunOutcome;
import io.atelier.platform.org.Actor;
import io.atelier.runtime.LogLine;
import io.atelier.runtime.ScriptError;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls functions that are open to the REST API, with the rights of the token's user. */
@RestController
@RequestMapping(RecordPaths.VERSION + "/functions/{name:[A-Za-z0-9_]+}/actions/execute")
final class FunctionController {
    private static final String NO_ARGUMENTS = "{}";

    private final FunctionRunner runner;
    private final JsonBody bodies;
    private final JsonMapper json;

    FunctionController(FunctionRunner runner, JsonBody bodies, JsonMapper json) {
        this.runner = runner;
        this.bodies = bodies;
        this.json = json;
    }

    /** The arguments are the body; without one, those of the parameter. */
    @PostMapping
    Map<String, Object> call(@PathVariable String name, HttpServletRequest request)
            throws IOException, HttpMediaTypeNotSupportedException {
        Actor actor = ApiScopes.require(request, "functions", "execute", "CREATE");
        return answer(run(
                actor,
                name,
                request,
                request.getContentLengthLong() == 0
                        ? arguments(request)
                        : json.writeValueAsString(bodies.object(request))));
    }

    @GetMapping
    Map<String, Object> ask(@PathVariable String name, HttpServletRequest request) {
        Actor actor = ApiScopes.require(request, "functions", "execute", "READ");
        return answer(run(actor, name, request, arguments(request)));
    }

    private RunOutcome run(Actor actor, String name, HttpServletRequest request, String arguments) {
        String way = ApiParameters.find(request, "auth_type").orElse("oauth");
        if (!way.equals("oauth")) {
            throw ApiParameters.invalid("auth_type", "a function is called with a token; auth_type is oauth");
        }
        return runner.runOverRest(actor, name, arguments);
    }

    /** Zoho's clients may send {@code [object Object]}: what is no object is as nothing. */
    private String arguments(HttpServletRequest request) {
        try {
            JsonNode given =
                    json.readTree(ApiParameters.find(request, "arguments").orElse(NO_ARGUMENTS));
            return given.isObject() ? given.toString() : NO_ARGUMENTS;
        } catch (JacksonException _) {
            return NO_ARGUMENTS;
        }
    }

    private Map<String, Object> answer(RunOutcome outcome) {
        ScriptError error = outcome.error().orElse(null);
        if (error != null) {
            throw failed(outcome, error);
        }
        JsonNode result = json.readTree(outcome.resultJson());
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("userMessage", outcome.console().stream().map(LogLine::text).toList());
        details.put("output_type", "string");
        details.put("output", result.isString() ? result.stringValue() : outcome.resultJson());
        details.put("id", Long.toString(outcome.runId()));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("code", "success");
        answer.put("details", details);
        answer.put("message", "function executed successfully");
        return answer;
    }

    private static PlatformException failed(RunOutcome outcome, ScriptError error) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("id", Long.toString(outcome.runId()));
        details.put("reason", error.name());
        if (error.line() > 0) {
            details.put("line", error.line());
            details.put("column", error.column());
        }
        ErrorCode code = switch (outcome.state()) {
            case UNAVAILABLE -> ErrorCode.UNAVAILABLE;
            case STOPPED -> ErrorCode.LIMIT_EXCEEDED;
            case FAILED, COMPLETED -> ErrorCode.FUNCTION_FAILED;
        };
        return new PlatformException(code, error.message(), details);
    }
}
