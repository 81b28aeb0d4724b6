package io.atelier.platform.expression;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Collectors;

/** Which formulas need which others, in one module and across lookups. */
public final class FormulaGraph {
    /** Most formulas that stand one upon another. */
    public static final int MAX_CHAIN = 20;

    private final SequencedMap<Node, SequencedSet<Node>> needs = new LinkedHashMap<>();

    /**
     * @param formulas the formula fields of all modules with what they yield
     */
    public FormulaGraph(Map<Node, Expression> formulas) {
        this(formulas.keySet(), needsOf(formulas));
    }

    /**
     * @param figured the fields that are figured
     * @param needed the fields that each is figured from, figured themselves or not
     */
    FormulaGraph(Set<Node> figured, Map<Node, Set<Node>> needed) {
        for (Node node : figured) {
            needs.put(node, new LinkedHashSet<>(needed.getOrDefault(node, Set.of())));
        }
    }

    private static Map<Node, Set<Node>> needsOf(Map<Node, Expression> formulas) {
        Map<Node, Set<Node>> needed = new LinkedHashMap<>();
        formulas.forEach((node, expression) -> {
            SequencedSet<Node> others = new LinkedHashSet<>();
            for (FieldPath path : expression.fields()) {
                others.add(Node.of(node.module(), path));
            }
            needed.put(node, others);
        });
        return needed;
    }

    /** A field of a module, by their API names. */
    public record Node(String module, String field) {
        /** Returns the field at the end of a path that begins in the module. */
        public static Node of(String module, FieldPath path) {
            String last = path.hops().isEmpty() ? module : path.hops().getLast().module();
            return new Node(last, path.field().apiName());
        }

        @Override
        public String toString() {
            return module + "." + field;
        }
    }

    /**
     * Returns the formulas so that each comes after those that it needs.
     *
     * @throws PlatformException {@link ErrorCode#INVALID_DATA} naming the members of a cycle, or {@link
     *     ErrorCode#LIMIT_EXCEEDED} where too many stand one upon another
     */
    public List<Node> order() {
        SequencedMap<Node, Integer> levels = new LinkedHashMap<>();
        for (Node node : needs.keySet()) {
            visit(node, new LinkedHashSet<>(), levels);
        }
        return List.copyOf(levels.keySet());
    }

    /** Returns the formulas that must be figured again, in order, when these fields change. */
    public List<Node> dependents(Set<Node> changed) {
        Set<Node> touched = new LinkedHashSet<>(changed);
        List<Node> dependents = new ArrayList<>();
        for (Node node : order()) {
            if (needed(node).stream().anyMatch(touched::contains)) {
                touched.add(node);
                dependents.add(node);
            }
        }
        return dependents;
    }

    private SequencedSet<Node> needed(Node node) {
        return needs.getOrDefault(node, new LinkedHashSet<>());
    }

    private List<Node> formulasNeededBy(Node node) {
        return needed(node).stream().filter(needs::containsKey).toList();
    }

    private int visit(Node node, SequencedSet<Node> above, Map<Node, Integer> levels) {
        Integer known = levels.get(node);
        if (known != null) {
            return known;
        }
        if (!above.add(node)) {
            throw cycle(node, above);
        }
        requireShort(node, above.size());
        int level = 1;
        for (Node other : formulasNeededBy(node)) {
            level = Math.max(level, 1 + visit(other, above, levels));
        }
        requireShort(node, level);
        above.removeLast();
        levels.put(node, level);
        return level;
    }

    private static void requireShort(Node node, int chain) {
        if (chain > MAX_CHAIN) {
            throw new PlatformException(
                    ErrorCode.LIMIT_EXCEEDED,
                    "At most 20 formulas stand one upon another; merge some.",
                    Map.of("limit", MAX_CHAIN, "api_name", node.toString()));
        }
    }

    private static PlatformException cycle(Node node, SequencedSet<Node> above) {
        List<Node> path = new ArrayList<>(above);
        List<Node> circle = new ArrayList<>(path.subList(path.indexOf(node), path.size()));
        circle.add(node);
        return new PlatformException(
                ErrorCode.INVALID_DATA,
                "These formulas need one another in a circle; take one reference out.",
                Map.of("cycle", circle.stream().map(Node::toString).collect(Collectors.joining(" -> "))));
    }
}
