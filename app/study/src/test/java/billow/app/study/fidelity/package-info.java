/// Tests of the pages.
@org.jspecify.annotations.NullMarked
package billow.app.study.fidelity;
