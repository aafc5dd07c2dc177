# The same commands as bin/boussole, for hands that type make.
.PHONY: run test check bench fuzz faults shots shell

run test check bench fuzz faults shots shell:
	@bin/boussole $@ $(ARGS)
