# Fits the window model with glmmTMB for each CSV path read from standard input, one thread, and prints
# the seconds of the fit with its covariance, the log-likelihood and the parameters in our order.
suppressMessages(library(glmmTMB))
input <- file("stdin", "r")
while (length(path <- readLines(input, n = 1)) > 0) {
  d <- read.csv(path)
  seconds <- system.time({
    m <- glmmTMB(cbind(y, n - y) ~ post + version_b + severity + calendar + (1 + post | patient),
                 family = betabinomial, data = d)
  })[["elapsed"]]
  sd <- attr(VarCorr(m)$cond$patient, "stddev")
  rho <- attr(VarCorr(m)$cond$patient, "correlation")[1, 2]
  cat(paste(format(c(seconds, as.numeric(logLik(m)), fixef(m)$cond, log(sd), atanh(rho), log(sigma(m))),
                   digits = 15), collapse = " "), "\n")
  flush(stdout())
}
