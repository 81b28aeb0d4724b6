/** Makes load and takes time; knows nothing of what it calls. Entry type: {@link io.atelier.bench.load.Load}. */
@NullMarked
package io.atelier.bench.load;

import org.jspecify.annotations.NullMarked;
