package io.atelier.platform.api.composite;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.DispatcherServlet;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.NullNode;

/** Leads a request within a composite to its controller: with the token of the whole, and through the same routes and errors. */
@Component
final class InnerDoor {
    private final ObjectProvider<DispatcherServlet> servlet;
    private final JsonMapper json;

    InnerDoor(ObjectProvider<DispatcherServlet> servlet, JsonMapper json) {
        this.servlet = servlet;
        this.json = json;
    }

    InnerAnswer answer(HttpServletRequest outer, HttpServletResponse response, SubRequest sub) {
        byte[] body = sub.body().isEmpty() ? new byte[0] : json.writeValueAsBytes(sub.body());
        InnerRequest inner = new InnerRequest(outer, sub, body);
        InnerResponse buffer = new InnerResponse(response);
        try {
            servlet.getObject().service(inner, buffer);
        } catch (ServletException | IOException e) {
            throw new IllegalStateException("a request within a composite failed", e);
        }
        if (buffer.size() > 0 && !buffer.isJson()) {
            throw new PlatformException(
                    ErrorCode.NOT_SUPPORTED,
                    "Files are not fetched by requests within a composite; ask for them apart.");
        }
        return new InnerAnswer(
                buffer.getStatus(),
                buffer.told(),
                buffer.size() == 0 ? NullNode.getInstance() : json.readTree(buffer.bytes()));
    }
}
