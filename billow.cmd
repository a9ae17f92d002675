@echo off
rem Builds what is missing, then starts Billow: the Windows counterpart of the shell script "billow".
setlocal EnableDelayedExpansion
chcp 65001 >nul
set "ROOT=%~dp0"
set "ROOT=%ROOT:~0,-1%"
set "BUILD=%ROOT%\.build"
set "MAIN=billow.app.cli.Main"

call :find_jdk
if not defined JDK (
  echo No JDK 25 or newer found. Looked at JAVA_HOME, the PATH and the usual places. 1>&2
  echo   Get one: Eclipse Temurin from https://adoptium.net, or: winget install EclipseAdoptium.Temurin.25.JDK 1>&2
  exit /b 3
)
set "JAVA_HOME=%JDK%"
set "MAVEN_OPTS=%MAVEN_OPTS% --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"

if "%~1"=="test" goto :test
call :stale
if errorlevel 1 (
  call :build
  if errorlevel 1 exit /b 3
)
set "MODE=headless"
if "%~1"=="" set "MODE=desktop"
if "%~1"=="open" set "MODE=desktop"
if "%~1"=="build" exit /b 0
"%JDK%\bin\java" @"%ROOT%\app\launch\%MODE%.args" -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="%BUILD%\%MODE%.jsa" @"%BUILD%\classpath.args" %MAIN% %*
exit /b %errorlevel%

:test
where mvn >nul 2>nul || goto :no_maven
set "EXCLUDED=slow"
if "%~2"=="--slow" set "EXCLUDED=none"
pushd "%ROOT%"
call mvn -q -B --fail-at-end verify -Dtest.excluded=%EXCLUDED%
set "STATUS=%errorlevel%"
powershell -NoProfile -Command "$t=0;$f=0;$s=0; Get-ChildItem -Recurse -Filter 'TEST-*.xml' . | Where-Object { $_.FullName -match 'surefire-reports' } | ForEach-Object { $x=([xml](Get-Content -Raw $_.FullName)).testsuite; $t+=[int]$x.tests; $f+=[int]$x.failures+[int]$x.errors; $s+=[int]$x.skipped }; \"$($t-$f-$s) passed, $f failed, $s skipped\""
popd
exit /b %STATUS%

:no_maven
echo Maven is missing; it builds Billow the first time. 1>&2
echo   Get it: winget install Apache.Maven, or https://maven.apache.org/download.cgi (3.8 or newer). 1>&2
exit /b 3

rem Sets JDK to the home of the first JDK of version 25 or newer.
:find_jdk
set "JDK="
if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%p in ('where javac 2^>nul') do if not defined JDK for %%h in ("%%~dpp..") do call :try "%%~fh"
for /d %%d in ("%ProgramFiles%\Eclipse Adoptium\*" "%ProgramFiles%\Java\*" "%ProgramFiles%\Microsoft\jdk*" "%ProgramFiles%\Zulu\*" "%USERPROFILE%\.jdks\*") do if not defined JDK call :try "%%~d"
exit /b 0

:try
if not exist "%~1\release" exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
for /f "tokens=2 delims==." %%v in ('findstr /b "JAVA_VERSION=" "%~1\release"') do (
  set "MAJOR=%%~v"
  set "MAJOR=!MAJOR:"=!"
  if !MAJOR! GEQ 25 set "JDK=%~1"
)
exit /b 0

rem Error level 1 when a pom or a source is newer than the stamp.
:stale
if not exist "%BUILD%\stamp" exit /b 1
powershell -NoProfile -Command "$t=(Get-Item '%BUILD%\stamp').LastWriteTime; $n=Get-ChildItem -Recurse '%ROOT%' -Include pom.xml,*.java,*.args,*.json,*.css,*.fxml,*.md,*.properties | Where-Object { $_.LastWriteTime -gt $t -and $_.FullName -notmatch '\\(target|\.build|\.git|src\\test)\\' } | Select-Object -First 1; if ($n) { exit 1 } else { exit 0 }"
exit /b %errorlevel%

:build
where mvn >nul 2>nul || goto :no_maven
echo Building Billow (about half a minute the first time, plus downloads) ... 1>&2
if not exist "%BUILD%" mkdir "%BUILD%"
pushd "%ROOT%"
call mvn -q -B -pl app/desktop -am package -Dmaven.test.skip=true -Dspotless.check.skip=true
set "STATUS=%errorlevel%"
popd
if not "%STATUS%"=="0" (
  echo Billow could not be built; Maven's message is above. 1>&2
  exit /b 3
)
del /q "%BUILD%\*.jsa" 2>nul
powershell -NoProfile -Command "$d=(Get-ChildItem '%ROOT%\app\desktop\target\billow-desktop-*.jar')[0].FullName; $c=($d+';'+(Get-Content -Raw '%ROOT%\app\desktop\target\classpath.txt').Trim()) -replace '\\','/'; [IO.File]::WriteAllText('%BUILD%\classpath.args', '-cp '+[char]34+$c+[char]34)"
copy /y nul "%BUILD%\stamp" >nul
exit /b 0
