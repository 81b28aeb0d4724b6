package io.atelier.platform.function.internal;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.function.RunOutcome;
import io.atelier.platform.org.Actor;
import io.atelier.runtime.HostCallException;
import io.atelier.runtime.HostCalls;
import io.atelier.runtime.ScriptError;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Answers one run's calls as its user. What a script hands over is hostile input. */
public final class ScriptHost implements HostCalls {
    private static final Logger log = LoggerFactory.getLogger(ScriptHost.class);

    private final Actor actor;
    private final RecordOperations records;
    private final JsonMapper json;
    private final Callee callee;

    /** Runs another function on behalf of this one. */
    @FunctionalInterface
    public interface Callee {
        RunOutcome call(String apiName, String argsJson);
    }

    public ScriptHost(Actor actor, RecordOperations records, JsonMapper json, Callee callee) {
        this.actor = actor;
        this.records = records;
        this.json = json;
        this.callee = callee;
    }

    @Override
    public String call(String operation, String argumentsJson) throws HostCallException {
        try {
            Arguments arguments = new Arguments(json.readerFor(Object[].class)
                    .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .readValue(argumentsJson));
            return operation.equals("functions.call")
                    ? function(arguments)
                    : json.writeValueAsString(records.perform(actor, operation, arguments));
        } catch (PlatformException e) {
            throw refusal(e.code().name(), String.valueOf(e.getMessage()), e);
        } catch (JacksonException e) {
            throw refusal(ErrorCode.INVALID_DATA.name(), "The arguments cannot be read.", e);
        } catch (RuntimeException e) {
            log.error(
                    "The call {} of function {} in {} failed",
                    operation,
                    actor.via(),
                    actor.org().schema(),
                    e);
            throw refusal("INTERNAL", "The platform failed to answer; its log tells an operator why.", e);
        }
    }

    private String function(Arguments arguments) throws HostCallException {
        String argsJson = json.writeValueAsString(arguments.any(1));
        RunOutcome outcome = callee.call(arguments.text(0, "the API name of a function"), argsJson);
        if (outcome.state() == RunOutcome.State.COMPLETED) {
            return outcome.resultJson();
        }
        String reason = outcome.error().map(ScriptError::message).orElse("It did not complete.");
        throw new HostCallException("FUNCTION_" + outcome.state(), "The called function failed: " + reason);
    }

    private static HostCallException refusal(String code, String message, Throwable cause) {
        HostCallException refusal = new HostCallException(code, message);
        refusal.initCause(cause);
        return refusal;
    }

    /** The arguments of one call, by place; those left out are null. */
    static final class Arguments {
        private final @Nullable Object[] values;

        Arguments(@Nullable Object[] values) {
            this.values = values;
        }

        @Nullable
        Object any(int place) {
            return place < values.length ? values[place] : null;
        }

        String text(int place, String what) {
            if (any(place) instanceof String text && !text.isBlank()) {
                return text;
            }
            throw wrong(place, what);
        }

        long id(int place) {
            Object value = any(place);
            if (value instanceof String || value instanceof Integer || value instanceof Long) {
                try {
                    return Long.parseLong(value.toString().strip());
                } catch (NumberFormatException _) {
                    throw wrong(place, "the id of a record, as text");
                }
            }
            throw wrong(place, "the id of a record, as text");
        }

        /** Returns the object at the place. */
        Map<?, ?> object(int place) {
            if (any(place) instanceof Map<?, ?> map) {
                return map;
            }
            throw wrong(place, "an object");
        }

        /** Returns the object at the place, or an empty one where it was left out. */
        Map<?, ?> options(int place) {
            return any(place) == null ? Map.of() : object(place);
        }

        private static PlatformException wrong(int place, String what) {
            return new PlatformException(
                    ErrorCode.REQUIRED_PARAM_MISSING,
                    "Argument " + (place + 1) + " must be " + what + ".",
                    Map.of("param_index", place));
        }
    }
}
