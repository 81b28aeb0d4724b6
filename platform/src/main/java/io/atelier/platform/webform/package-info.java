/**
 * Public forms that make records. The endpoint reads only what the form's fields are, keeps no session and answers without
 * saying anything about the organization. Knows no record but through the write pipeline. Entry type: {@link
 * io.atelier.platform.webform.WebFormService}.
 */
@NullMarked
package io.atelier.platform.webform;

import org.jspecify.annotations.NullMarked;
