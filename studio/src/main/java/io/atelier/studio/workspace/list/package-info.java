/**
 * A module's records as a list: sort, filter, search, page by keyset, create. Entry type: {@code ListView}; decides in
 * {@code ListPresenter}.
 */
@NullMarked
package io.atelier.studio.workspace.list;

import org.jspecify.annotations.NullMarked;
