/**
 * The pages about the installation itself: its state and notice, base models, jobs of everyone and
 * the audit log. Organizations and their people are the matter of the package above.
 */
@NullMarked
package io.diction.administration.installation;

import org.jspecify.annotations.NullMarked;
