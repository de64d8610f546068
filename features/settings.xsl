<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EPL-2.0 -->
<!--
  From a bundle's metatype the configuration file that a new home begins with: every setting in a comment, with its
  default. A factory's file makes an instance by its mere presence: it is an example, unless it is the role's own factory
  and the role has one instance to begin with.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:redirect="http://xml.apache.org/xalan/redirect" extension-element-prefixes="redirect">
  <xsl:output method="text"/>
  <xsl:param name="etc"/>
  <xsl:param name="role"/>
  <xsl:param name="instance"/>
  <xsl:variable name="line" select="'&#10;'"/>

  <xsl:template match="/">
    <xsl:for-each select="//Designate">
      <xsl:variable name="file">
        <xsl:choose>
          <xsl:when test="@factoryPid and starts-with($instance, concat(@factoryPid, '-'))">
            <xsl:value-of select="concat($instance, '.cfg')"/>
          </xsl:when>
          <xsl:when test="@factoryPid"><xsl:value-of select="concat(@factoryPid, '-NAME.cfg.example')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="concat(@pid, '.cfg')"/></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <redirect:write file="{$etc}/{$file}">
        <xsl:value-of select="concat('# SPDX-License-Identifier: EPL-2.0', $line)"/>
        <xsl:apply-templates select="//OCD[@id = current()/Object/@ocdref]"/>
      </redirect:write>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="OCD">
    <xsl:value-of select="concat('# ', @name, $line)"/>
    <xsl:call-template name="comment"><xsl:with-param name="text" select="@description"/></xsl:call-template>
    <xsl:apply-templates select="AD"/>
  </xsl:template>

  <xsl:template match="AD">
    <xsl:value-of select="$line"/>
    <xsl:call-template name="comment">
      <xsl:with-param name="text" select="concat(@name, ': ', @description)"/>
    </xsl:call-template>
    <xsl:value-of select="concat('#', @id, '=', translate(@default, '\', ''), $line)"/>
  </xsl:template>

  <!-- text in comment lines of at most 100 columns -->
  <xsl:template name="comment">
    <xsl:param name="text"/>
    <xsl:param name="column" select="0"/>
    <xsl:variable name="word" select="substring-before(concat($text, ' '), ' ')"/>
    <xsl:variable name="wraps" select="$column + string-length($word) &gt; 98"/>
    <xsl:choose>
      <xsl:when test="$text = ''"><xsl:value-of select="$line"/></xsl:when>
      <xsl:otherwise>
        <xsl:if test="$wraps"><xsl:value-of select="$line"/></xsl:if>
        <xsl:if test="$wraps or $column = 0">#</xsl:if>
        <xsl:value-of select="concat(' ', $word)"/>
        <xsl:call-template name="comment">
          <xsl:with-param name="text" select="substring-after($text, ' ')"/>
          <xsl:with-param name="column">
            <xsl:choose>
              <xsl:when test="$wraps"><xsl:value-of select="string-length($word) + 2"/></xsl:when>
              <xsl:otherwise><xsl:value-of select="$column + string-length($word) + 1"/></xsl:otherwise>
            </xsl:choose>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
