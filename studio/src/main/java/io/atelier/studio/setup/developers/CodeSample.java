package io.atelier.studio.setup.developers;

import tools.jackson.databind.json.JsonMapper;

/** How a call is written in a language. The token comes from the environment variable ACCESS_TOKEN. */
enum CodeSample {
    CURL("curl") {
        @Override
        String of(ConsoleRequest request, String address) {
            StringBuilder code = new StringBuilder("curl");
            if (request.method() != ConsoleMethod.GET) {
                code.append(" -X ").append(request.method());
            }
            code.append(" \\\n  -H \"Authorization: Zoho-oauthtoken $ACCESS_TOKEN\"");
            if (!request.body().isEmpty()) {
                code.append(" \\\n  -H 'Content-Type: application/json' \\\n  -d ")
                        .append(quoted(request.body()));
            }
            return code.append(" \\\n  ")
                    .append(quoted(address + request.target()))
                    .toString();
        }

        private String quoted(String text) {
            return "'" + text.replace("'", "'\\''") + "'";
        }
    },

    JAVASCRIPT("JavaScript") {
        @Override
        String of(ConsoleRequest request, String address) {
            StringBuilder code = new StringBuilder("const response = await fetch(")
                    .append(literal(address + request.target()))
                    .append(", {\n");
            if (request.method() != ConsoleMethod.GET) {
                code.append("  method: '").append(request.method()).append("',\n");
            }
            code.append("  headers: {\n    Authorization: `Zoho-oauthtoken ${process.env.ACCESS_TOKEN}`,\n");
            if (request.body().isEmpty()) {
                code.append("  },\n");
            } else {
                code.append("    'Content-Type': 'application/json',\n  },\n  body: ")
                        .append(literal(request.body()))
                        .append(",\n");
            }
            return code.append("});\nconsole.log(response.status, await response.text());\n")
                    .toString();
        }
    },

    PYTHON("Python") {
        @Override
        String of(ConsoleRequest request, String address) {
            StringBuilder code = new StringBuilder(
                            "import os\n\nimport requests\n\nresponse = requests.request(\n    \"")
                    .append(request.method())
                    .append("\",\n    ")
                    .append(literal(address + request.target()))
                    .append(",\n    headers={\n")
                    .append("        \"Authorization\": \"Zoho-oauthtoken \" + os.environ[\"ACCESS_TOKEN\"],\n");
            if (!request.body().isEmpty()) {
                code.append("        \"Content-Type\": \"application/json\",\n");
            }
            code.append("    },\n");
            if (!request.body().isEmpty()) {
                code.append("    data=").append(literal(request.body())).append(".encode(),\n");
            }
            return code.append("    timeout=30,\n)\nprint(response.status_code, response.text)\n")
                    .toString();
        }
    },

    JAVA("Java") {
        @Override
        String of(ConsoleRequest request, String address) {
            StringBuilder code = new StringBuilder("HttpRequest request = HttpRequest.newBuilder(\n        URI.create(")
                    .append(literal(address + request.target()))
                    .append("))\n    .header(\"Authorization\",")
                    .append(" \"Zoho-oauthtoken \" + System.getenv(\"ACCESS_TOKEN\"))\n");
            if (!request.body().isEmpty()) {
                code.append("    .header(\"Content-Type\", \"application/json\")\n");
            }
            return code.append("    .method(\"")
                    .append(request.method())
                    .append("\", HttpRequest.BodyPublishers.")
                    .append(
                            request.body().isEmpty()
                                    ? "noBody()"
                                    : "ofString(\n        " + literal(request.body()) + ")")
                    .append(")\n    .build();\nHttpResponse<String> response = HttpClient.newHttpClient()\n")
                    .append("    .send(request, HttpResponse.BodyHandlers.ofString());\n")
                    .append("System.out.println(response.statusCode() + \" \" + response.body());\n")
                    .toString();
        }
    };

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String language;

    CodeSample(String language) {
        this.language = language;
    }

    /** Returns the language's own name. */
    String language() {
        return language;
    }

    /** @param address where the server is, without a slash at its end */
    abstract String of(ConsoleRequest request, String address);

    /** A string of JSON is one of JavaScript, Python and Java too. */
    static String literal(String text) {
        return JSON.writeValueAsString(text);
    }
}
