/// Tests of the bill.
@org.jspecify.annotations.NullMarked
package billow.app.desktop.bill;
