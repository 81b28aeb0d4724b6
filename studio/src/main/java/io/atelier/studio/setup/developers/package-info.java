/** Where programmers begin: addresses, clients, a console that tries calls out, samples. Entry type: {@code DevelopersView}. */
@NullMarked
package io.atelier.studio.setup.developers;

import org.jspecify.annotations.NullMarked;
