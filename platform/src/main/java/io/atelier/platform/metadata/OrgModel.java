package io.atelier.platform.metadata;

import io.atelier.platform.common.ErrorCode;
import io.atelier.platform.common.PlatformException;
import io.atelier.platform.org.OrgId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All definitions of an organization at one version. Immutable; a request works on one. */
public final class OrgModel {
    private final OrgId org;
    private final long version;
    private final List<ModuleDef> modules;
    private final List<GlobalPicklist> picklists;
    private final Map<String, ModuleDef> byName;

    public OrgModel(OrgId org, long version, List<ModuleDef> modules, List<GlobalPicklist> picklists) {
        this.org = org;
        this.version = version;
        this.modules = List.copyOf(modules);
        this.picklists = List.copyOf(picklists);
        this.byName = this.modules.stream().collect(Collectors.toMap(ModuleDef::apiName, Function.identity()));
    }

    public OrgId org() {
        return org;
    }

    /** Grows by one with each applied plan. */
    public long version() {
        return version;
    }

    /** Returns the modules in the order of the navigation. */
    public List<ModuleDef> modules() {
        return modules;
    }

    public Optional<ModuleDef> findModule(String apiName) {
        return Optional.ofNullable(byName.get(apiName));
    }

    public ModuleDef module(String apiName) {
        return findModule(apiName)
                .orElseThrow(() -> new PlatformException(
                        ErrorCode.INVALID_MODULE, "There is no such module.", Map.of("module", apiName)));
    }

    public List<GlobalPicklist> picklists() {
        return picklists;
    }

    /** Returns the lookups of other modules that point to this one and show a list on its page. */
    public List<RelatedList> relatedLists(ModuleDef target) {
        return pointersTo(target).stream()
                .filter(pointer -> pointer.field().relatedList().isPresent())
                .toList();
    }

    /** Returns all stored lookups that may point to this module's records. */
    public List<RelatedList> pointersTo(ModuleDef target) {
        return modules.stream()
                .flatMap(module -> module.fields().stream()
                        .filter(field -> field.targets().contains(target.apiName()))
                        .map(field -> new RelatedList(module, field)))
                .toList();
    }

    /**
     * Returns the API name of the list on the target's page: the other module's, and for a second list of the same module
     * the lookup's behind it. The name stays when another lookup comes.
     */
    public String relatedListName(ModuleDef target, RelatedList list) {
        boolean first = relatedLists(target).stream()
                .filter(other -> other.module().apiName().equals(list.module().apiName()))
                .noneMatch(other -> other.field().id() < list.field().id());
        return first
                ? list.module().apiName()
                : list.module().apiName() + "__" + list.field().apiName();
    }

    /** Finds a list on the target's page by {@link #relatedListName}. */
    public Optional<RelatedList> findRelatedList(ModuleDef target, String apiName) {
        return relatedLists(target).stream()
                .filter(list -> relatedListName(target, list).equals(apiName))
                .findFirst();
    }

    /** Records of {@code module} whose lookup {@code field} points to the record at hand. */
    public record RelatedList(ModuleDef module, FieldDef field) {}
}
