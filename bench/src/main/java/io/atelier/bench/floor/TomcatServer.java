package io.atelier.bench.floor;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.sql.SQLException;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/** The product's own web server with one servlet and no filter. */
public final class TomcatServer implements FloorServer {
    private final Tomcat tomcat = new Tomcat();

    public TomcatServer(FloorSql sql) throws IOException, LifecycleException {
        tomcat.setBaseDir(Files.createTempDirectory("floor").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1");
        Context context = tomcat.addContext("", null);
        context.setParentClassLoader(TomcatServer.class.getClassLoader());
        Tomcat.addServlet(context, "floor", new Front(new FloorRoutes(sql))).addMapping("/*");
        tomcat.start();
    }

    private static final class Front extends HttpServlet {
        private final transient FloorRoutes routes;

        Front(FloorRoutes routes) {
            this.routes = routes;
        }

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws ServletException, IOException {
            try {
                String query = request.getQueryString();
                String target = query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
                byte[] answer = routes.answer(
                        request.getMethod(), target, request.getInputStream().readAllBytes());
                response.setContentType("application/json");
                response.setContentLength(answer.length);
                response.getOutputStream().write(answer);
            } catch (SQLException e) {
                throw new ServletException(e);
            }
        }
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public String name() {
        return "Tomcat with one servlet";
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
